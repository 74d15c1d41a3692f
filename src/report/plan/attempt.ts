import type { Source } from '../../host/source.js';
import type { ChallengeRule, RequestNode } from '../../plan/nodes.js';
import { proxyFor } from '../../plan/proxy.js';
import type { ProxyPolicy, TlsPolicy } from '../../plan/transport.js';
import type { PlanAttempt, PlanSource } from './schema.js';

/** A challenge that attempts after it answer too. */
export interface Challenge {
  readonly rule: ChallengeRule;
  /** Number of the attempt that is challenged. */
  readonly at: number;
}

/** What the place of a request in the plan says about it. */
export interface AttemptPlace {
  readonly depth: number;
  readonly number: number;
  /** The rule by which this very request answers a challenge, or null. */
  readonly rule: ChallengeRule | null;
  /** The challenge before it whose result it may send, or null. */
  readonly challenged: Challenge | null;
  readonly notes: readonly string[];
}

/** One request of a plan as an entry of the document; `movesOn` is filled in by whoever knows what comes next. */
export function attemptEntry(node: RequestNode, place: AttemptPlace): PlanAttempt {
  const { transport } = node;
  return {
    kind: 'attempt',
    depth: place.depth,
    number: place.number,
    step: node.step,
    method: node.method,
    url: node.url,
    tls: node.url.startsWith('https:') ? tlsOf(transport.tls) : null,
    ...proxyOf(transport.proxy, node.url),
    credentials: credentialsOf(node, place),
    timeouts: {
      connectMs: transport.dial.budgetMs,
      tlsMs: transport.tlsHandshakeMs,
      answerMs: transport.headerMs,
      wholeMs: transport.overallMs,
    },
    resolver: { kind: transport.resolver.kind, because: transport.resolver.because },
    redirects: node.redirects,
    again:
      node.again === null
        ? null
        : {
            statuses: [...node.again.statuses],
            delaysMs: [...node.again.delaysMs],
            retryAfter: node.again.retryAfter,
          },
    movesOn: null,
    notes: [
      ...place.notes,
      ...(node.byDigest === true ? ['by the digest that the answer before named'] : []),
      ...(node.unlessDigest === true ? ['only where the answer before named no digest'] : []),
    ],
    because: node.sources.map(planSource),
  };
}

/** A source as documents carry it. */
export function planSource({ name, line, says }: Source): PlanSource {
  return { path: name, line, says };
}

function tlsOf(tls: TlsPolicy): PlanAttempt['tls'] {
  const { roots, clientCertificate } = tls;
  return {
    verify: tls.verify,
    systemRoots: roots.replacesSystem ? [] : [...roots.systemFiles, ...roots.systemDirectories],
    caFiles: roots.extra.map(({ path, source }) => ({ path, because: planSource(source) })),
    clientCertificate:
      clientCertificate === null
        ? null
        : { path: clientCertificate.path, because: planSource(clientCertificate.source) },
    rulesOfGo: tls.goVersion,
  };
}

function proxyOf(policy: ProxyPolicy, url: string): Pick<PlanAttempt, 'proxy' | 'proxyError'> {
  const server = proxyFor(policy, url);
  if (server === null) return { proxy: null, proxyError: null };
  if ('error' in server) return { proxy: null, proxyError: server.error };
  return {
    proxy: { url: `${server.scheme}://${server.host}:${server.port}`, because: planSource(server.source) },
    proxyError: null,
  };
}

function credentialsOf(node: RequestNode, { rule, challenged, number }: AttemptPlace): PlanAttempt['credentials'] {
  const own = rule ?? (node.authorization === 'none' ? null : (challenged?.rule ?? null));
  if (own === null) return null;
  return {
    sent: rule === null ? 'as challenged before' : 'when challenged',
    challengedAt: rule === null ? (challenged?.at ?? null) : number,
    from: own.credential === null ? null : planSource(own.credential.source),
    matchedKey: own.credential?.matchedKey ?? null,
    scopes: [...own.scopes],
    realm: 'named by the challenge',
  };
}
