import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextTelling, wordFinder } from '../../src/explain/word-finder.js';

/** Words found in each line of a text. */
function found(words: readonly string[], text: string): readonly string[][] {
  const finder = wordFinder(words);
  const bytes = Buffer.from(text, 'latin1');
  const lines: Set<string>[] = [new Set()];
  let state = finder.start;
  for (let at = 0; at < bytes.length; ) {
    at = nextTelling(finder, bytes, at, bytes.length, state);
    state = finder.reached;
    if (state === finder.lineEnd) lines.push(new Set());
    else if (state >= finder.firstTelling)
      for (const word of finder.wordsAt(state)) lines.at(-1)?.add(words[word] ?? '');
  }
  return lines.map((line) => [...line].sort());
}

describe('finding many words at once', () => {
  test('finds words within words, and those that overlap', () => {
    expect(found(['he', 'she', 'his', 'hers'], 'ushers\nahishers')).toEqual([
      ['he', 'hers', 'she'],
      ['he', 'hers', 'his', 'she'],
    ]);
  });

  test('passes over letter case, runs of blanks and the backslashes of escaped quotes', () => {
    const words = ['put "http://', 'no such host'];
    expect(found(words, 'msg=\\"PUT \\\\\\"http://x: No \t such  HOST')).toEqual([['no such host', 'put "http://']]);
  });

  test('does not find a word over the end of a line', () => {
    expect(found(['no such host'], 'no such\nhost\rno such host')).toEqual([[], [], ['no such host']]);
  });

  test('finds what a search for each word alone finds', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.uniqueArray(letters, { minLength: 1, maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', '\n'), maxLength: 60 }),
        (words, text) => {
          const expected = text
            .split('\n')
            .map((line) => words.filter((word) => line.toLowerCase().includes(word)).sort());
          expect(found(words, text)).toEqual(expected);
        },
      ),
    );
  });
});
