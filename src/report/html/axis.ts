import { span } from '../span.js';

/** More labels than this touch each other on a phone. */
const MOST_TICKS = 5;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Steps below and above a minute, milliseconds: those that clocks have. */
const STEPS = [
  ...[1, 10, 100, SECOND].flatMap((unit) => [unit, 2 * unit, 5 * unit]),
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  ...[1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1440].map((count) => count * MINUTE),
];

/** One mark of the time line. */
export interface Tick {
  readonly ms: number;
  readonly label: string;
}

/** Even marks from 0 to the end of a time line of so many milliseconds; none but 0 where it is longer than a week. */
export function ticksOf(scaleMs: number): Tick[] {
  const step = STEPS.find((ms) => scaleMs / ms < MOST_TICKS);
  if (step === undefined) return [{ ms: 0, label: '0' }];
  const count = Math.floor(scaleMs / step);
  return Array.from({ length: count + 1 }, (_, index) => ({ ms: index * step, label: labelOf(index * step) }));
}

/** Where a time lies on a line of so many milliseconds: per cent with two decimals, within 0 and 100. */
export function percent(ms: number, scaleMs: number): string {
  const share = scaleMs <= 0 ? 0 : (ms / scaleMs) * 100;
  return `${Math.round(Math.min(100, Math.max(0, share)) * 100) / 100}%`;
}

function labelOf(ms: number): string {
  if (ms === 0) return '0';
  return ms % MINUTE === 0 ? `${ms / MINUTE} min` : span(ms);
}
