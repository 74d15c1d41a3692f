import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, cutMiddle, padTo, piecesOf } from '../../../src/report/text/cells.js';
import { fold, foldWithin } from '../../../src/report/text/fold.js';

describe('cells on a terminal', () => {
  test.each([
    ['registry', 8],
    ['登録', 4],
    ['🐳', 2],
    ['👩‍💻', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['', 0],
  ])('%s takes %i', (text, cells) => {
    expect(cellsOf(text)).toBe(cells);
    expect(cellsOf(padTo(text, 10))).toBe(10);
  });

  test('what is cut keeps its beginning and its end', () => {
    expect(cutMiddle('https://registry.example.com/v2/', 16, '…', 4)).toBe('https://reg…/v2/');
    expect(cutMiddle('/v2/team/app/manifests/latest', 10, '...', 10)).toBe('.../latest');
    expect(cutMiddle('short', 10, '…', 4)).toBe('short');
  });

  test('nothing that is cut, in pieces or folded is wider than its room', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 30 }), fc.integer({ min: 0, max: 30 }), (any, cells, tail) => {
        expect(cellsOf(cutMiddle(any, cells, '…', tail))).toBeLessThanOrEqual(cells);
        for (const piece of piecesOf(any, cells)) expect(cellsOf(piece)).toBeLessThanOrEqual(cells);
        for (const line of foldWithin(any, cells, ' ')) expect(cellsOf(line)).toBeLessThanOrEqual(cells);
        expect(piecesOf(any, cells).join('')).toBe(any);
      }),
    );
  });

  test('a number stays with its unit, and a long word stays whole where it may be copied', () => {
    expect(fold('every pull waits 30 s before it', 19, '')).toEqual(['every pull waits', '30 s before it']);
    expect(fold('see https://registry.example.com/v2/ now', 12, '')).toEqual([
      'see',
      'https://registry.example.com/v2/',
      'now',
    ]);
  });
});
