import type { ChallengeRule, CredentialRef } from '../plan/nodes.js';
import { nodesOf } from '../plan/visit.js';
import type { Cause } from './context.js';

/** How the client answers challenges of the host that the failing request went to; with `on` only of pings, or only of answers. */
export function rulesToward(
  { url, case: { plan } }: Pick<Cause, 'url' | 'case'>,
  on: 'ping' | 'answer' | null = null,
): ChallengeRule[] {
  return [...nodesOf(plan.root)].flatMap((node) => {
    if (node.kind !== 'follow' || (node.what !== 'challenge' && node.what !== 'location')) return [];
    const kind = node.what === 'challenge' ? node.on : 'answer';
    const isToward = URL.parse(node.first.url)?.hostname === url.hostname;
    return node.rule === undefined || !isToward || (on !== null && on !== kind) ? [] : [node.rule];
  });
}

/** The credential of this name as the plan knows it; null where no challenge would be answered with it. */
export function credentialIn({ plan }: Cause['case'], id: string): CredentialRef | null {
  for (const node of nodesOf(plan.root)) {
    if (node.kind !== 'follow' || (node.what !== 'challenge' && node.what !== 'location')) continue;
    if (node.rule?.credential?.id === id) return node.rule.credential;
  }
  return null;
}
