/**
 * When Linux sends SYN segments for one connect, milliseconds (tcp(7), net/ipv4/tcp_timer.c: doubling from 1 s).
 * Kernels from 6.5 on repeat each second at first (`tcp_syn_linear_timeouts`), so this counts too few rather than too many.
 */
const SYN_SCHEDULE_MS = [0, 1000, 3000, 7000, 15_000, 31_000, 63_000];

/** Least wait after the second SYN for its answer when a neighbour's round trip is known. */
const SILENCE_MARGIN_MS = 300;

/** The second SYN's wait in round trips: an answer later than five of its neighbour's is no answer. */
const SILENCE_ROUND_TRIPS = 5;

/** SYN segments sent `ms` after connect was called. */
export function segmentsSent(ms: number): number {
  return SYN_SCHEDULE_MS.filter((at) => at <= ms).length;
}

/** When silence is decided (ms after the first SYN) beside a port of the same address that answered within `roundTripMs`. */
export function silenceDecidedAt(roundTripMs: number): number {
  return 1000 + Math.max(SILENCE_MARGIN_MS, SILENCE_ROUND_TRIPS * roundTripMs);
}
