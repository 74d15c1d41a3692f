import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { TcpFact } from '../facts/facts.js';
import { bracket, keyId, type TcpKey } from '../facts/keys.js';
import type { FailureKind } from '../plan/failure.js';
import type { DialPolicy } from '../plan/transport.js';
import type { Walker } from './walker.js';

/** Linux gives up on a silent connect after tcp_syn_retries = 6: 1+2+4+8+16+32+64 s. */
const KERNEL_CONNECT_TIMEOUT_MS = 127_000;
/** More addresses than this are not probed: no client's budget reaches them. */
const MAX_ADDRESSES = 8;

export type Dial =
  | { readonly kind: 'connected'; readonly address: string; readonly fact: string }
  | {
      readonly kind: 'failed';
      readonly failure: FailureKind;
      readonly text: string;
      readonly fact: string;
      readonly address: string;
    }
  | { readonly kind: 'blocked' };

interface Leg {
  readonly end: number;
  readonly connected: string | null;
  readonly failure: { readonly kind: FailureKind; readonly text: string; readonly address: string } | null;
  readonly attempts: readonly { address: string; start: number; end: number; fact: TcpFact }[];
}

/**
 * Connects as Go's dialer does (golang/go `net/dial.go`): the first address's family serially, the other family raced
 * in after the fallback delay or at the first's failure, every address with its share of the budget.
 * @param spentMs what the look-up has already taken of the budget.
 */
export function dial(
  walker: Walker,
  policy: DialPolicy,
  addresses: readonly string[],
  port: number,
  spentMs: number,
  parent: number,
): Dial {
  const ordered = sortForDialing(walker, addresses.slice(0, MAX_ADDRESSES), port);
  const first = ordered[0];
  if (first === undefined)
    return { kind: 'failed', failure: 'tcp-failed', text: 'no suitable address', fact: '', address: '' };
  const missing = ordered.filter((address) => !walker.environment.facts.has(tcpKey(address, port)));
  for (const address of missing) walker.need(tcpKey(address, port));
  const primaries = ordered.filter((address) => isIPv6(address) === isIPv6(first));
  const fallbacks = ordered.filter((address) => isIPv6(address) !== isIPv6(first));
  const budget = policy.budgetMs === null ? KERNEL_CONNECT_TIMEOUT_MS : Math.max(0, policy.budgetMs - spentMs);
  const primary = serial(walker, policy, primaries, port, 0, budget);
  if (primary === null) return { kind: 'blocked' };
  let legs = [primary];
  if (fallbacks.length > 0 && !(primary.connected !== null && primary.end <= policy.fallbackDelayMs)) {
    const start = primary.connected === null ? Math.min(policy.fallbackDelayMs, primary.end) : policy.fallbackDelayMs;
    const fallback = serial(walker, policy, fallbacks, port, start, budget);
    if (fallback === null) return { kind: 'blocked' };
    legs = [primary, fallback];
  }
  const winner = legs.filter(({ connected }) => connected !== null).sort((a, b) => a.end - b.end)[0];
  const end = winner?.end ?? Math.max(...legs.map((leg) => leg.end));
  record(walker, legs, port, parent, end);
  walker.clock += end;
  if (winner?.connected)
    return { kind: 'connected', address: winner.connected, fact: keyId(tcpKey(winner.connected, port)) };
  const failure = primary.failure;
  if (failure === null) return { kind: 'blocked' };
  return {
    kind: 'failed',
    failure: failure.kind,
    text: failure.text,
    fact: keyId(tcpKey(failure.address, port)),
    address: failure.address,
  };
}

function tcpKey(address: string, port: number): TcpKey {
  return { kind: 'tcp', address, port };
}

/** golang/go `net/dial.go`: dialSerial and partialDeadline. Null while a fact that counts is missing. */
function serial(
  walker: Walker,
  policy: DialPolicy,
  addresses: readonly string[],
  port: number,
  start: number,
  budget: number,
): Leg | null {
  let at = start;
  let failure: Leg['failure'] = null;
  const attempts: Leg['attempts'][number][] = [];
  for (const [index, address] of addresses.entries()) {
    const left = budget - at;
    if (left <= 0) break;
    const share =
      policy.budgetMs === null
        ? KERNEL_CONNECT_TIMEOUT_MS
        : Math.min(left, Math.max(left / (addresses.length - index), policy.perAddressMs));
    const fact = walker.environment.facts.get(tcpKey(address, port));
    if (fact === undefined) return null;
    const silent = fact.outcome === 'silent' || fact.ms > share;
    const end = at + (silent ? share : fact.ms);
    attempts.push({ address, start: at, end, fact });
    at = end;
    if (fact.outcome === 'connected' && !silent) return { end, connected: address, failure: null, attempts };
    failure ??= { ...describe(silent ? 'silent' : fact.outcome, address, port, fact.detail), address };
  }
  return { end: at, connected: null, failure, attempts };
}

function describe(
  outcome: TcpFact['outcome'],
  address: string,
  port: number,
  detail: string | null,
): { kind: FailureKind; text: string } {
  const target = `dial tcp ${bracket(address)}:${port}`;
  switch (outcome) {
    case 'refused':
      return { kind: 'tcp-refused', text: `${target}: connect: connection refused` };
    case 'reset':
      return { kind: 'tcp-reset', text: `${target}: connect: connection reset by peer` };
    case 'unreachable':
      return {
        kind: 'tcp-unreachable',
        text: `${target}: connect: ${detail === 'ENETUNREACH' ? 'network is unreachable' : 'no route to host'}`,
      };
    case 'silent':
    case 'connected':
      return { kind: 'tcp-timeout', text: `${target}: i/o timeout` };
    case 'failed':
      return { kind: 'tcp-failed', text: `${target}: ${detail ?? 'connect failed'}` };
  }
}

function record(walker: Walker, legs: readonly Leg[], port: number, parent: number, end: number): void {
  const base = walker.clock;
  for (const { address, start, end: stop, fact } of legs.flatMap(({ attempts }) => attempts)) {
    if (start > end) continue;
    const attempt = walker.open({
      step: 'tcp',
      parent,
      address: `${bracket(address)}:${port}`,
      facts: [keyId(tcpKey(address, port))],
    });
    attempt.startMs = base + start;
    // Go gives up the slower family as soon as one has connected.
    attempt.ms = Math.min(stop, end) - start;
    attempt.outcome = fact.outcome === 'connected' ? 'ok' : describe(fact.outcome, address, port, fact.detail).kind;
    attempt.wasted = attempt.outcome !== 'ok' && attempt.ms > 0 && start + attempt.ms >= end && legs.length === 1;
    if (attempt.outcome !== 'ok') attempt.detail = describe(fact.outcome, address, port, fact.detail).text;
  }
}

/**
 * RFC 6724 as far as it matters here (golang/go `net/addrselect.go`): addresses without a route last, then by the policy
 * table's precedence (loopback, global IPv6, IPv4, unique local), else as the resolver gave them.
 */
function sortForDialing(walker: Walker, addresses: readonly string[], port: number): string[] {
  const rank = (address: string): number => {
    const fact = walker.environment.facts.get(tcpKey(address, port));
    if (fact?.outcome === 'unreachable' && fact.detail === 'ENETUNREACH') return 100;
    if (!isIPv6(address)) return 40 - 35;
    const range = ipaddr.parse(address).range();
    return range === 'loopback' ? -10 : range === 'uniqueLocal' ? 37 : 0;
  };
  return addresses
    .map((address, index) => ({ address, index, rank: rank(address) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ address }) => address);
}
