import { endOf, hasTime } from '../waterfall/times.js';
import type { Waterfall } from '../waterfall/waterfall.js';
import type { Stretch } from './bar.js';

/** The rounds that the client repeats by itself, from the last bar to its end; null where it repeats nothing. */
export function repeatedStretch(waterfall: Waterfall): Stretch | null {
  const startMs = endOf(waterfall);
  const ms = waterfall.totalMs - startMs;
  return waterfall.hiddenRetries > 0 && ms > 0 ? { startMs, ms, wasted: true } : null;
}

/** All of a waterfall on one line. */
export function stretchesOf(waterfall: Waterfall): Stretch[] {
  const repeated = repeatedStretch(waterfall);
  return [...waterfall.rows.filter(hasTime), ...(repeated === null ? [] : [repeated])];
}
