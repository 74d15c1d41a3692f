import type { Waterfall, WaterfallRow } from '../waterfall/waterfall.js';
import type { Stretch } from './bar.js';

/** What was not sent, and what could not be seen, has no time of its own. */
export function hasTime({ outcome, ms }: WaterfallRow): boolean {
  return outcome !== 'not sent' && (outcome !== 'unknown' || ms > 0);
}

/** Milliseconds at which the last bar ends. */
export function endOf({ rows }: Waterfall): number {
  return rows.reduce((end, { startMs, ms }) => Math.max(end, startMs + ms), 0);
}

/** The rounds that the client repeats by itself, from the last bar to its end; null where it repeats nothing. */
export function repeatedStretch(waterfall: Waterfall): Stretch | null {
  const startMs = endOf(waterfall);
  const ms = waterfall.totalMs - startMs;
  return waterfall.hiddenRetries > 0 && ms > 0 ? { startMs, ms, wasted: true } : null;
}

/** All of a waterfall on one line: what was not sent has no time of its own. */
export function stretchesOf(waterfall: Waterfall): Stretch[] {
  const repeated = repeatedStretch(waterfall);
  return [...waterfall.rows.filter(({ outcome }) => outcome !== 'not sent'), ...(repeated === null ? [] : [repeated])];
}
