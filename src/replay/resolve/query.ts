import type { DnsFact } from '../../facts/facts.js';
import { bracket, type DnsKey, keyId } from '../../facts/keys.js';
import type { FailureKind } from '../../plan/failure.js';
import type { ResolverPolicy } from '../../plan/transport.js';
import { isOwnFault, noteUnasked } from '../could-not-ask.js';
import type { Walker } from '../walker.js';

/** What a host's addresses are asked by; both always. */
export const ADDRESS_TYPES = ['A', 'AAAA'] as const;

/** One answer of one server as the client takes it: later than its patience (`patienceMs`) is silence. */
export interface Answer {
  readonly outcome: DnsFact['outcome'];
  readonly addresses: readonly string[];
  /** What the client spends on it, milliseconds. */
  readonly ms: number;
  readonly fact: string;
  readonly detail: string | null;
}

/** The answer to one question, or null after noting that it is needed. */
export function ask(
  walker: Walker,
  server: string,
  name: string,
  type: 'A' | 'AAAA',
  patienceMs: number,
): Answer | null {
  const key: DnsKey = { kind: 'dns', server, name, type };
  const fact = walker.environment.facts.get(key);
  if (fact === undefined) {
    walker.need(key);
    return null;
  }
  if (isOwnFault(fact.detail)) {
    noteUnasked(walker, `${name} at name server ${server}`, fact.detail);
    return null;
  }
  const silent = fact.outcome === 'silent' || fact.ms > patienceMs;
  return {
    outcome: silent ? 'silent' : fact.outcome,
    addresses: silent ? [] : fact.addresses,
    ms: silent ? patienceMs : fact.ms,
    fact: keyId(key),
    detail: fact.detail,
  };
}

/** Queries are cheap: notes what the names after a missing one will need of the first server, to save rounds. */
export function askAhead(walker: Walker, policy: ResolverPolicy, names: readonly string[]): void {
  const [first] = policy.config.nameservers;
  if (first === undefined) return;
  for (const name of names)
    for (const type of ADDRESS_TYPES) ask(walker, first.address, name, type, policy.config.timeoutMs);
}

/** True for an answer that says the name has no such address: final for every resolver. */
export function isAbsent(answer: Answer): boolean {
  return answer.outcome === 'nxdomain' || (answer.addresses.length === 0 && isGood(answer));
}

/** True for an answer that settles the question. */
export function isGood({ outcome }: Answer): boolean {
  return outcome === 'answer' || outcome === 'nodata' || outcome === 'nxdomain';
}

/** How an answer that settles nothing fails, in Go's words (golang/go `net/dnsclient_unix.go`: checkHeader, exchange). */
export function failureOf(answer: Answer): readonly [FailureKind, string] {
  switch (answer.outcome) {
    case 'silent':
      return ['dns-timeout', 'i/o timeout'];
    case 'unreachable':
      return ['dns-unreachable', `the name server can't be reached (${answer.detail ?? 'no answer'})`];
    case 'server-failure':
    case 'malformed':
      return ['dns-server-failure', `server misbehaving (${answer.detail ?? 'SERVFAIL'})`];
    default:
      return ['dns-nxdomain', 'no such host'];
  }
}

/** ` on 10.0.0.2:53`. */
export function onServer(server: string | undefined): string {
  return server === undefined ? '' : ` on ${bracket(server)}:53`;
}
