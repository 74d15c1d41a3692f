import { expect, test } from 'vitest';
import { duration } from '../../src/report/duration.js';

test.each([
  [-3, '0 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [30_058, '30.1 s'],
  [127_000, '2 min 7 s'],
  [179_800, '3 min 0 s'],
  [3_599_900, '60 min 0 s'],
])('%d ms are %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});
