import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';

const FLAG = '--wait';
const HOUR_S = 3600;
const MINUTE_S = 60;
const SECOND_MS = 1000;
/** Whoever waits longer than a day wants a monitor, or has mistyped. */
const MOST_HOURS = 24;
/** Longest echo of a flag's value. */
const MAX_ECHO_CHARACTERS = 40;
const PARTS = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** Milliseconds of `90s`, `5m`, `1h30m`. Nothing, less than a second, more than a day and anything else throw `UsageError`. */
export function waitFrom(value: string): number {
  const found = PARTS.exec(value);
  const shown = cleanText(value, MAX_ECHO_CHARACTERS);
  if (found === null || value === '')
    throw new UsageError(`${FLAG}: "${shown}" is no time; write it as 90s, 5m or 1h30m`, FLAG, '5m');
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const ms = (hours * HOUR_S + minutes * MINUTE_S + seconds) * SECOND_MS;
  if (ms === 0) throw new UsageError(`${FLAG}: "${shown}" is no time at all; write it as 90s, 5m or 1h30m`, FLAG, '5m');
  if (ms > MOST_HOURS * HOUR_S * SECOND_MS)
    throw new UsageError(`${FLAG}: "${shown}" is more than ${MOST_HOURS} hours`, FLAG);
  return ms;
}
