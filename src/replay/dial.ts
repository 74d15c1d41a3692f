import ipaddr from 'ipaddr.js';
import type { TcpFact } from '../facts/facts.js';
import { bracket, keyId, type TcpKey } from '../facts/keys.js';
import type { FailureKind } from '../plan/failure.js';
import type { DialPolicy } from '../plan/transport.js';
import { isIPv6 } from '../text/address.js';
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
  readonly attempts: readonly {
    address: string;
    start: number;
    end: number;
    fact: TcpFact;
    outcome: TcpFact['outcome'];
  }[];
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
  const budget = policy.budgetMs === null ? Number.POSITIVE_INFINITY : Math.max(0, policy.budgetMs - spentMs);
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
  if (failure === null) {
    const text = `dial tcp ${bracket(first)}:${port}: i/o timeout`;
    return { kind: 'failed', failure: 'tcp-timeout', text, fact: keyId(tcpKey(first, port)), address: first };
  }
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
    const outcome = silent ? 'silent' : fact.outcome;
    attempts.push({ address, start: at, end, fact, outcome });
    at = end;
    if (outcome === 'connected') return { end, connected: address, failure: null, attempts };
    failure ??= { ...describe(outcome, address, port, fact.detail), address };
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
  for (const { address, start, end: stop, fact, outcome } of legs.flatMap(({ attempts }) => attempts)) {
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
    if (outcome === 'connected') attempt.outcome = 'ok';
    else ({ kind: attempt.outcome, text: attempt.detail } = describe(outcome, address, port, fact.detail));
  }
}

/** Precedence of IPv6 ranges (golang/go `net/addrselect.go`: rfc6724policyTable); the first that holds an address counts. */
const PRECEDENCE: readonly (readonly [range: string, precedence: number])[] = [
  ['::1/128', 50],
  ['2001::/32', 5],
  ['2002::/16', 30],
  ['3ffe::/16', 1],
  ['fec0::/10', 1],
  ['fc00::/7', 3],
  ['::/0', 40],
];
/** That of IPv4. */
const IPV4_PRECEDENCE = 35;
/** An address to which there is no route comes after all others. */
const UNUSABLE = -1;

/**
 * RFC 6724 as far as it can be told from outside (golang/go `net/addrselect.go`: byRFC6724): addresses without a route last, then by
 * precedence, else as the resolver gave them.
 */
function sortForDialing(walker: Walker, addresses: readonly string[], port: number): string[] {
  const rank = (address: string): number => {
    const fact = walker.environment.facts.get(tcpKey(address, port));
    if (fact?.outcome === 'unreachable' && fact.detail === 'ENETUNREACH') return UNUSABLE;
    if (!ipaddr.IPv6.isValid(address)) return IPV4_PRECEDENCE;
    const parsed = ipaddr.IPv6.parse(address);
    return PRECEDENCE.find(([range]) => parsed.match(ipaddr.IPv6.parseCIDR(range)))?.[1] ?? IPV4_PRECEDENCE;
  };
  // Array sorting is stable.
  return addresses
    .map((address) => ({ address, rank: rank(address) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ address }) => address);
}
