import type { ResolverPolicy } from '../../plan/transport.js';
import type { Walker } from '../walker.js';
import { ADDRESS_TYPES, type Answer, ask, askAhead, failureOf, isAbsent, isGood, onServer } from './query.js';
import type { Resolution } from './resolve.js';

/** One question asked of servers in turn; times from the start of the look-up of its name. */
interface Chain {
  readonly tries: readonly { readonly server: string; readonly answer: Answer; readonly start: number }[];
  readonly end: number;
}

/**
 * Pure Go (golang/go `net/dnsclient_unix.go`: goLookupIPCNAMEOrder, tryOneName): A and AAAA side by side, each asks the servers in turn
 * for `attempts` rounds; names in order until one has an address. The last error is told, but the original name's never replaces another.
 */
export function lookUpLikeGo(
  walker: Walker,
  policy: ResolverPolicy,
  host: string,
  names: readonly string[],
  parent: number | null,
): Resolution {
  const original = host.replace(/\.$/, '');
  let last: Resolution | null = null;
  for (const [index, name] of names.entries()) {
    const chains = ADDRESS_TYPES.map((type) => askInTurn(walker, policy, name, type));
    const known = chains.filter((chain) => chain !== null);
    if (known.length < chains.length) {
      askAhead(walker, policy, names.slice(index + 1));
      return { kind: 'blocked' };
    }
    record(walker, known, name, parent);
    const final = known.flatMap(({ tries }) => tries.at(-1) ?? []);
    const addresses = final.flatMap(({ answer }) => answer.addresses);
    if (addresses.length > 0) return { kind: 'addresses', addresses, facts: final.map(({ answer: { fact } }) => fact) };
    for (const { server, answer } of final) {
      if (last !== null && name === original) continue;
      const [failure, text] = failureOf(answer);
      last = { kind: 'failed', failure, text: `lookup ${original}${onServer(server)}: ${text}`, fact: answer.fact };
    }
  }
  return last ?? { kind: 'failed', failure: 'dns-nxdomain', text: `lookup ${original}: no such host`, fact: null };
}

/** Null while an answer that counts is missing. */
function askInTurn(walker: Walker, policy: ResolverPolicy, name: string, type: 'A' | 'AAAA'): Chain | null {
  const { nameservers, attempts, timeoutMs } = policy.config;
  const tries: Chain['tries'][number][] = [];
  let at = 0;
  for (let round = 0; round < Math.max(1, attempts); round += 1) {
    for (const { address } of nameservers) {
      const answer = ask(walker, address, name, type, timeoutMs);
      if (answer === null) return null;
      tries.push({ server: address, answer, start: at });
      at += answer.ms;
      if (isGood(answer)) return { tries, end: at };
    }
  }
  return { tries, end: at };
}

/** One attempt a try; both questions of it in one. */
function record(walker: Walker, chains: readonly Chain[], name: string, parent: number | null): void {
  const base = walker.clock;
  const most = Math.max(...chains.map(({ tries }) => tries.length));
  for (let index = 0; index < most; index += 1) {
    const tries = chains.flatMap((chain) => chain.tries[index] ?? []);
    const start = Math.min(...tries.map((each) => each.start));
    const end = Math.max(...tries.map((each) => each.start + each.answer.ms));
    const bad = tries.find(({ answer }) => !isGood(answer));
    const attempt = walker.open({
      step: 'dns',
      parent,
      address: tries[0]?.server ?? null,
      url: name,
      facts: tries.map(({ answer }) => answer.fact),
    });
    attempt.startMs = base + start;
    attempt.ms = end - start;
    if (bad !== undefined) [attempt.outcome, attempt.detail] = failureOf(bad.answer);
    else {
      // Not a failed step of its own: the search list makes "no such name" the usual answer.
      attempt.outcome = 'ok';
      if (tries.every(({ answer }) => isAbsent(answer))) attempt.detail = 'no such name';
    }
  }
  walker.clock = base + Math.max(...chains.map(({ end }) => end));
}
