import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barLine, type Stretch } from '../../../src/report/text/bar.js';
import { cellsOf } from '../../../src/report/text/cells.js';
import { styleOf } from '../../../src/report/text/style.js';

const style = styleOf({ color: false, unicode: true, width: 80, verbose: false });
const ascii = styleOf({ color: false, unicode: false, width: 80, verbose: false });
const used = (startMs: number, ms: number): Stretch => ({ startMs, ms, wasted: false });
const wasted = (startMs: number, ms: number): Stretch => ({ startMs, ms, wasted: true });

describe('a bar of time', () => {
  test('begins where its time begins, and wasted time looks different', () => {
    expect(barLine([used(5000, 2500)], 10_000, 8, style)).toBe('    ██  ');
    expect(barLine([wasted(0, 7500), used(7500, 2500)], 10_000, 8, style)).toBe('░░░░░░██');
    expect(barLine([wasted(0, 7500), used(7500, 2500)], 10_000, 8, ascii)).toBe('------##');
  });

  test('two milliseconds beside thirty seconds are a mark that fills no cell, also at the very end', () => {
    expect(barLine([used(0, 2)], 30_000, 10, style)).toBe('▏         ');
    expect(barLine([wasted(0, 30_000), used(30_000, 2)], 30_002, 10, style)).toBe('░░░░░░░░░▏');
    expect(barLine([used(0, 2)], 30_000, 10, ascii)).toBe('|         ');
  });

  test('whatever the numbers of a saved report are, it has its width', () => {
    const number = fc.oneof(fc.double(), fc.integer());
    const stretch = fc.record({ startMs: number, ms: number, wasted: fc.boolean() });
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 5 }), number, fc.integer({ min: 1, max: 60 }), (all, scale, cells) => {
        expect(cellsOf(barLine(all, scale, cells, style))).toBe(cells);
      }),
    );
  });
});
