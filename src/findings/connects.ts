import type { HttpFact } from '../facts/facts.js';
import { bracket } from '../facts/keys.js';
import type { Attempt } from '../replay/walk.js';
import { isWebPage } from './answer.js';
import type { Cause, DiagnosisContext } from './context.js';
import type { Evidence } from './finding.js';
import { partsOf } from './parts.js';

/** Addresses of one name that evidence shows. */
const MAX_ADDRESSES = 4;

/** What each address said to the connect. */
export function connectEvidence(cause: Cause, context: Pick<DiagnosisContext, 'facts'>): Evidence[] {
  return partsOf(cause, 'tcp')
    .slice(0, MAX_ADDRESSES)
    .map((attempt) => connectReply(attempt, context));
}

/** One connect in words. */
export function connectReply(attempt: Attempt, { facts }: Pick<DiagnosisContext, 'facts'>): Evidence {
  const [id = null] = attempt.facts;
  const fact = id === null ? undefined : facts.byId(id);
  const at = attempt.address ?? '';
  if (fact?.kind !== 'tcp') return { text: `${at}: ${attempt.detail ?? attempt.outcome}`, fact: id };
  const ms = Math.round(fact.ms);
  const texts: Readonly<Record<typeof fact.outcome, string>> = {
    connected: `connects in ${ms} ms, too late for this client`,
    refused: `refuses the connection after ${ms} ms`,
    reset: `resets the connection after ${ms} ms`,
    unreachable: `${fact.detail === 'ENETUNREACH' ? 'no route to this network' : 'no route to this host'} (${fact.detail ?? 'unreachable'}, after ${ms} ms)`,
    silent: `no answer to ${fact.segments} SYNs within ${ms} ms; the client waits ${Math.round(attempt.ms / 100) / 10} s for it`,
    failed: `the connect fails (${fact.detail ?? 'no reason given'})`,
  };
  return { text: `${at}: ${texts[fact.outcome]}`, fact: id };
}

/** Other ports and schemes of the same host on which something answers like a registry. */
export function answersElsewhere(cause: Cause, { facts }: Pick<DiagnosisContext, 'facts'>): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const [id, fact] of facts.entries()) {
    if (fact.kind !== 'http' || !looksLikeRegistry(fact)) continue;
    const url = URL.parse(/^http GET (\S+)/.exec(id)?.[1] ?? '');
    if (url?.pathname !== '/v2/' || url.hostname !== cause.url.hostname || url.origin === cause.url.origin) continue;
    const what = url.protocol === 'http:' ? 'plain HTTP' : 'HTTPS';
    const port = url.port === '' ? (url.protocol === 'http:' ? '80' : '443') : url.port;
    found.set(url.origin, {
      text: `port ${port} of the same host serves a registry over ${what} (${fact.status} to GET /v2/)`,
      fact: id,
    });
  }
  return [...found.values()];
}

/** The version header of the distribution API, or what only `/v2/` of a registry would answer. */
function looksLikeRegistry(fact: HttpFact): boolean {
  const { outcome, status, headers, challenges } = fact;
  if (outcome !== 'response' || isWebPage(fact)) return false;
  return 'docker-distribution-api-version' in headers || status === 200 || (status === 401 && challenges.length > 0);
}

/** Other failed ways to the same host in the same round: the fallback to plain HTTP. */
export function otherWays(cause: Cause): Evidence[] {
  const { walk } = cause.case;
  const seen = new Set([cause.failure.text]);
  return walk.failures.flatMap((failure) => {
    const attempt = walk.attempts.find(({ id }) => id === failure.attempt);
    const url = attempt?.url == null ? null : URL.parse(attempt.url);
    const other = url?.hostname === cause.url.hostname && url.origin !== cause.url.origin && attempt?.retry === 0;
    if (!other || seen.has(failure.text)) return [];
    seen.add(failure.text);
    return [{ text: `${url.origin}${url.pathname}, tried next, fails too: ${failure.text}`, fact: failure.fact }];
  });
}

/** `10.0.0.7 and 10.0.0.8`: where the connects went that ended so. */
export function addressesTried(cause: Cause, outcome: Attempt['outcome']): string {
  const all = partsOf(cause, 'tcp').flatMap((attempt) =>
    attempt.address === null || attempt.outcome !== outcome ? [] : [attempt.address.replace(/:\d+$/, '')],
  );
  return [...new Set(all)].map((address) => (address.startsWith('[') ? address : bracket(address))).join(' and ');
}
