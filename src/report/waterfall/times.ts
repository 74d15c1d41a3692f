import type { Waterfall, WaterfallRow } from './waterfall.js';

/** What was not sent, and what could not be seen, has no time of its own. */
export function hasTime({ outcome, ms }: Pick<WaterfallRow, 'outcome' | 'ms'>): boolean {
  return outcome !== 'not sent' && (outcome !== 'unknown' || ms > 0);
}

/** Milliseconds at which the last bar ends. */
export function endOf({ rows }: Pick<Waterfall, 'rows'>): number {
  return rows.reduce((end, { startMs, ms }) => Math.max(end, startMs + ms), 0);
}
