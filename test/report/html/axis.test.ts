import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percent, ticksOf } from '../../../src/report/html/axis.js';

describe('the marks of a time line', () => {
  test.each([
    [30_053, ['0', '10 s', '20 s', '30 s']],
    [81, ['0', '20 ms', '40 ms', '60 ms', '80 ms']],
    [7056, ['0', '2 s', '4 s', '6 s']],
    [246_000, ['0', '1 min', '2 min', '3 min', '4 min']],
    [1, ['0', '1 ms']],
  ])('%d ms', (ms, labels) => {
    expect(ticksOf(ms).map(({ label }) => label)).toEqual(labels);
  });

  test('are few, even, and within the line, however long it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e300, noNaN: true }), (ms) => {
        const ticks = ticksOf(ms);
        expect(ticks.length).toBeLessThanOrEqual(5);
        expect(ticks[0]?.ms).toBe(0);
        for (const tick of ticks) expect(tick.ms).toBeLessThanOrEqual(ms);
      }),
    );
  });

  test('a place is a share of the line and never outside', () => {
    expect([percent(0, 100), percent(33.333, 100), percent(500, 100), percent(-1, 100), percent(5, 0)]).toEqual([
      '0%',
      '33.33%',
      '100%',
      '0%',
      '0%',
    ]);
  });
});
