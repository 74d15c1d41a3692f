import { duration } from './duration.js';

/** A configured time as people write it: `30 s`, not `30.0 s`. */
export function span(ms: number): string {
  return duration(ms).replace('.0 s', ' s');
}

/** Waits between tries: `4 more times, 2 s apart`, `3 more times, after 1 s, 2 s, 4 s`. */
export function pauses(delaysMs: readonly number[], times: number = delaysMs.length): string {
  const count = `${times} more time${times === 1 ? '' : 's'}`;
  const [first] = delaysMs;
  if (first === undefined || delaysMs.every((ms) => ms === 0)) return `${count}, at once`;
  if (delaysMs.every((ms) => ms === first)) return `${count}, ${span(first)} apart`;
  return `${count}, after ${delaysMs.map(span).join(', ')}`;
}
