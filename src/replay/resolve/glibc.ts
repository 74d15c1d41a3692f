import type { ResolverPolicy } from '../../plan/transport.js';
import type { Walker } from '../walker.js';
import { ADDRESS_TYPES, type Answer, ask, askAhead, failureOf, isGood } from './query.js';
import type { Resolution } from './resolve.js';

type Failed = Resolution & { readonly kind: 'failed' };

/** What one name came to. `nodata`: it exists without addresses. */
type NameResult =
  | { readonly kind: 'found'; readonly addresses: readonly string[]; readonly facts: readonly string[] }
  | { readonly kind: 'failed'; readonly answer: Answer }
  | { readonly kind: 'blocked' };

/**
 * glibc (`resolv/res_query.c`: res_search): a server failure goes on with the next suffix, silence straight to the name as it is. Where the name
 * as it is came first its error is told; else "no data", then a server failure, before the last error.
 */
export function lookUpLikeGlibc(
  walker: Walker,
  policy: ResolverPolicy,
  host: string,
  names: readonly string[],
  parent: number | null,
): Resolution {
  const original = host.replace(/\.$/, '');
  const failures: Failed[] = [];
  let nodata: Failed | null = null;
  let servfail: Failed | null = null;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] ?? '';
    const result = askServers(walker, policy, name, parent);
    if (result.kind === 'blocked') {
      askAhead(walker, policy, names.slice(index + 1));
      return result;
    }
    if (result.kind === 'found') return { kind: 'addresses', addresses: result.addresses, facts: result.facts };
    const [failure, text] = failureOf(result.answer);
    const failed: Failed = { kind: 'failed', failure, text: `lookup ${original}: ${text}`, fact: result.answer.fact };
    failures.push(failed);
    if (result.answer.outcome === 'nodata') nodata ??= failed;
    else if (failure === 'dns-server-failure') servfail ??= failed;
    else if (failure !== 'dns-nxdomain') index = Math.max(index, names.lastIndexOf(original) - 1);
  }
  const told = names[0] === original ? failures[0] : (nodata ?? servfail ?? failures.at(-1));
  return told ?? { kind: 'failed', failure: 'dns-nxdomain', text: `lookup ${original}: no such host`, fact: null };
}

/** Servers in turn, both questions at once, all of them again for `attempts` rounds (`resolv/res_send.c`: __res_context_send). */
function askServers(walker: Walker, policy: ResolverPolicy, name: string, parent: number | null): NameResult {
  const { nameservers, attempts } = policy.config;
  let failed: Answer | null = null;
  for (let round = 0; round < Math.max(1, attempts); round += 1) {
    for (const [index, { address }] of nameservers.entries()) {
      const patience = patienceMs(policy, index);
      const asked = ADDRESS_TYPES.map((type) => ask(walker, address, name, type, patience));
      const answers = asked.filter((answer) => answer !== null);
      if (answers.length < asked.length) return { kind: 'blocked' };
      const facts = answers.map(({ fact }) => fact);
      const attempt = walker.open({ step: 'dns', parent, address, url: name, facts });
      walker.clock += Math.max(...answers.map(({ ms }) => ms));
      walker.succeed(attempt);
      const addresses = answers.flatMap((answer) => answer.addresses);
      if (addresses.length > 0) return { kind: 'found', addresses, facts };
      const bad = answers.find((answer) => !isGood(answer));
      if (bad === undefined) {
        attempt.detail = 'no such name';
        return {
          kind: 'failed',
          answer: answers.find(({ outcome }) => outcome === 'nodata') ?? (answers[0] as Answer),
        };
      }
      [attempt.outcome, attempt.detail] = failureOf(bad);
      failed = bad;
    }
  }
  return failed === null ? { kind: 'blocked' } : { kind: 'failed', answer: failed };
}

/** Later servers get a share of a doubled wait (`resolv/res_send.c`: send_dg). */
function patienceMs({ config }: ResolverPolicy, server: number): number {
  if (server === 0) return config.timeoutMs;
  const seconds = Math.floor(((config.timeoutMs / 1000) * 2 ** server) / config.nameservers.length);
  return Math.max(1, seconds) * 1000;
}
