import type { FollowChallenge, PlanNode, RequestNode } from '../plan/nodes.js';
import type { Transport } from '../plan/transport.js';
import type { Attempt } from '../replay/walk.js';
import type { Case } from './context.js';

/** What a plan asks over the network, in reading order. */
interface Asked {
  readonly requests: readonly RequestNode[];
  readonly challenges: readonly FollowChallenge[];
}

/** All requests of a plan, and the challenges around them. */
export function requestsOf(node: PlanNode): Asked {
  switch (node.kind) {
    case 'request':
      return { requests: [node], challenges: [] };
    case 'sequence':
      return join(node.steps.map(requestsOf));
    case 'oneOf':
    case 'race':
      return join(node.options.map(requestsOf));
    case 'retry':
      return requestsOf(node.body);
    case 'choose':
      return join([requestsOf(node.outside), requestsOf(node.inside)]);
    case 'follow': {
      if (node.what !== 'challenge') return { requests: [node.first], challenges: [] };
      const then = node.then === null ? [] : [requestsOf(node.then)];
      return join([{ requests: [node.first], challenges: [node] }, ...then]);
    }
    case 'commit':
    case 'stop':
      return { requests: [], challenges: [] };
  }
}

function join(parts: readonly Asked[]): Asked {
  return {
    requests: parts.flatMap(({ requests }) => requests),
    challenges: parts.flatMap(({ challenges }) => challenges),
  };
}

/**
 * The planned request that an attempt belongs to: its own, or for a token realm or a redirect's target the last one before it whose
 * origin the plan names. Null for a plan that asks nothing.
 */
export function plannedRequest({ plan, walk }: Pick<Case, 'plan' | 'walk'>, attempt: Attempt): RequestNode | null {
  const { requests } = requestsOf(plan.root);
  const earlier = walk.attempts.filter(({ id, parent, url }) => id <= attempt.id && parent === null && url !== null);
  for (const candidate of earlier.toReversed()) {
    const same = requests.filter(({ url }) => originOf(url) === originOf(candidate.url ?? ''));
    const exact = same.find(({ transport }) => transport.tls.verify === candidate.tlsVerify) ?? same[0];
    if (exact !== undefined) return exact;
  }
  return requests[0] ?? null;
}

/** How an attempt was connected and judged: the transport of its planned request, or for a token that of the challenge's rule. */
export function transportOf(entry: Pick<Case, 'plan' | 'walk'>, attempt: Attempt): Transport | null {
  const planned = plannedRequest(entry, attempt);
  if (attempt.step !== 'token' || planned === null) return planned?.transport ?? null;
  const { challenges } = requestsOf(entry.plan.root);
  const around = challenges.find(({ first }) => originOf(first.url) === originOf(planned.url));
  return around?.rule.transport ?? planned.transport;
}

/** Scheme, host and port; empty for what is no URL. */
export function originOf(url: string): string {
  return URL.parse(url)?.origin ?? '';
}

/** `host[:port]` of a URL as its client wrote it: a port of 443 that is named stays named. */
export function authorityOf(url: string): string {
  return /^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '';
}
