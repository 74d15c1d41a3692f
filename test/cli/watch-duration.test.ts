import { describe, expect, test } from 'vitest';
import { waitFrom } from '../../src/cli/watch-duration.js';
import { FIRST_PAUSE_MS, MOST_PAUSE_MS, nextPauseMs } from '../../src/cli/watch-pace.js';
import { UsageError } from '../../src/report/usage.js';

describe('--wait', () => {
  test.each([
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1h0m5s', 3_605_000],
    ['24h', 86_400_000],
  ])('%s', (text, ms) => {
    expect(waitFrom(text)).toBe(ms);
  });

  test.each(['', '90', '5 m', '5min', '-5m', '1.5h', 'soon', '30m1h', '0s', '25h', '999999999m', '5m\u001b[31m'])(
    'refuses %j in a sentence that shows how',
    (text) => {
      expect(() => waitFrom(text)).toThrow(UsageError);
      expect(() => waitFrom(text)).toThrow(/^--wait: "[ -~]*" is /);
    },
  );
});

describe('the pace of a watch', () => {
  test('slows down while nothing changes, and never below the longest pause', () => {
    const pauses = Array.from({ length: 12 }).reduce<number[]>((all) => [...all, nextPauseMs(all.at(-1) ?? null)], []);
    expect(pauses[0]).toBe(FIRST_PAUSE_MS);
    expect(pauses.at(-1)).toBe(MOST_PAUSE_MS);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  });
});
