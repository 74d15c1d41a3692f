import type { ResolverPolicy } from '../../plan/transport.js';
import type { Walker } from '../walker.js';
import { ADDRESS_TYPES, type Answer, ask, askAhead, failureOf, isGood } from './query.js';
import type { Resolution } from './resolve.js';

/**
 * musl (`src/network/lookup_name.c`: name_from_dns_search, name_from_dns; `res_msend.c`): every server at once, the first good answer to each
 * question wins, a server failure counts as none; `timeout` bounds all tries together. Only NXDOMAIN goes on to the next suffix, and it
 * spoils a name of which another type exists.
 */
export function lookUpLikeMusl(
  walker: Walker,
  policy: ResolverPolicy,
  host: string,
  names: readonly string[],
  parent: number | null,
): Resolution {
  const original = host.replace(/\.$/, '');
  let last: Resolution | null = null;
  for (const [index, name] of names.entries()) {
    const answers = askAll(walker, policy, name);
    if (answers === null) {
      askAhead(walker, policy, names.slice(index + 1));
      return { kind: 'blocked' };
    }
    const facts = answers.map(({ answer }) => answer.fact);
    const address = answers[0]?.server ?? null;
    const attempt = walker.open({ step: 'dns', parent, address, url: name, facts });
    walker.clock += Math.max(...answers.map(({ answer }) => answer.ms));
    walker.succeed(attempt);
    const bad = answers.find(({ answer }) => !isGood(answer)) ?? answers.find(({ answer }) => isNxdomain(answer));
    const addresses = answers.flatMap(({ answer }) => answer.addresses);
    if (bad === undefined && addresses.length > 0) return { kind: 'addresses', addresses, facts };
    const told = bad?.answer ?? (answers[0]?.answer as Answer);
    const [failure, text] = failureOf(told);
    last = { kind: 'failed', failure, text: `lookup ${original}: ${text}`, fact: told.fact };
    if (failure === 'dns-nxdomain') attempt.detail = 'no such name';
    else [attempt.outcome, attempt.detail] = [failure, text];
    if (bad === undefined || !isNxdomain(told)) break;
  }
  return last ?? { kind: 'failed', failure: 'dns-nxdomain', text: `lookup ${original}: no such host`, fact: null };
}

function isNxdomain({ outcome }: Answer): boolean {
  return outcome === 'nxdomain';
}

/** The answer each question gets; null while a server's is missing, for it might be the first. */
function askAll(walker: Walker, policy: ResolverPolicy, name: string): { server: string; answer: Answer }[] | null {
  const { nameservers, timeoutMs } = policy.config;
  const taken: { server: string; answer: Answer }[] = [];
  let missing = false;
  for (const type of ADDRESS_TYPES) {
    const answers: { server: string; answer: Answer }[] = [];
    for (const { address } of nameservers) {
      const answer = ask(walker, address, name, type, timeoutMs);
      if (answer === null) missing = true;
      else answers.push({ server: address, answer });
    }
    const good = answers.filter(({ answer }) => isGood(answer)).sort((a, b) => a.answer.ms - b.answer.ms)[0];
    const [first] = answers;
    // Nobody settles it: the whole time is spent waiting for somebody who does.
    if (good !== undefined) taken.push(good);
    else if (first !== undefined) taken.push({ ...first, answer: { ...first.answer, ms: timeoutMs } });
  }
  return missing ? null : taken;
}
