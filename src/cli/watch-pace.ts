/** Between the first two rounds, and after every change, milliseconds: a rollout takes a few seconds. */
export const FIRST_PAUSE_MS = 2000;
/** Never longer, milliseconds: what has got well should be told within the half minute. */
export const MOST_PAUSE_MS = 30_000;
/** A round is some twenty requests: a registry that stays broken is asked less and less often. */
const GROWTH = 1.5;

/** How long until the next round. @param last the pause before this round, milliseconds; null at the start and after a change. */
export function nextPauseMs(last: number | null): number {
  return last === null ? FIRST_PAUSE_MS : Math.min(MOST_PAUSE_MS, Math.round(last * GROWTH));
}
