/** Long enough to see the clock of whole milliseconds turn twice. */
const SPIN_MS = 2.2;

/**
 * A clock of seconds since the epoch as fine as a captured packet's: `Date.now()` is cut to milliseconds, and `performance.now()` drifts from it
 * over a long run, so it is set anew for each case.
 */
export function wallClock(): () => number {
  let offsetMs = Number.NEGATIVE_INFINITY;
  const end = performance.now() + SPIN_MS;
  while (performance.now() < end) offsetMs = Math.max(offsetMs, Date.now() - performance.now());
  return () => (offsetMs + performance.now()) / 1000;
}
