import type { FollowChallenge, PlanNode, RequestNode } from '../plan/nodes.js';
import type { Transport } from '../plan/transport.js';
import { nodesOf } from '../plan/visit.js';
import type { Attempt } from '../replay/walk.js';
import type { Case } from './context.js';

/**
 * How an attempt was connected and judged: the transport of the planned request it belongs to (its own, or for a redirect's target the
 * last one before it whose origin the plan names), for a token that of the challenge's rule. Null for a plan that asks nothing.
 */
export function transportOf({ plan, walk }: Pick<Case, 'plan' | 'walk'>, attempt: Attempt): Transport | null {
  const requests = requestsIn(plan.root);
  const earlier = walk.attempts.filter(({ id, parent, url }) => id <= attempt.id && parent === null && url !== null);
  for (const candidate of earlier.toReversed()) {
    const same = requests.filter(({ url }) => originOf(url) === originOf(candidate.url ?? ''));
    const exact = same.find(({ transport }) => transport.tls.verify === candidate.tlsVerify) ?? same[0];
    if (exact === undefined) continue;
    return attempt.step === 'token' ? tokenTransport(plan.root, exact) : exact.transport;
  }
  return requests[0]?.transport ?? null;
}

function tokenTransport(root: PlanNode, asked: RequestNode): Transport {
  const challenges = [...nodesOf(root)].filter(
    (node): node is FollowChallenge => node.kind === 'follow' && node.what === 'challenge',
  );
  const around = challenges.find(({ first }) => originOf(first.url) === originOf(asked.url));
  return around?.rule.transport ?? asked.transport;
}

/** All requests of a plan, in reading order. */
export function requestsIn(root: PlanNode): RequestNode[] {
  return [...nodesOf(root)].filter((node) => node.kind === 'request');
}

/** Scheme, host and port; empty for what is no URL. */
export function originOf(url: string): string {
  return URL.parse(url)?.origin ?? '';
}
