import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unifiedDiff } from '../../src/apply/unified-diff.js';

/** One side of a diff over a text whose other lines are the same: what `patch` does. */
function patched(text: string, diff: readonly string[]): string {
  const old = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const now: string[] = [];
  let at = 0;
  let ended = text === '' || text.endsWith('\n');
  for (const [index, line] of diff.entries()) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (hunk !== null) {
      const until = Number(hunk[1]) - (hunk[2] === '0' ? 0 : 1);
      now.push(...old.slice(at, until));
      at = until;
    } else if (line.startsWith('\\')) {
      if (!diff[index - 1]?.startsWith('-')) ended = false;
    } else {
      if (!line.startsWith('+')) expect(line.slice(1)).toBe(old[at++]);
      if (!line.startsWith('-')) {
        now.push(line.slice(1));
        ended = true;
      }
    }
  }
  now.push(...old.slice(at));
  if (at < old.length) ended = text.endsWith('\n');
  return now.length === 0 ? '' : `${now.join('\n')}${ended ? '\n' : ''}`;
}

describe('a unified diff', () => {
  test('of a changed line shows three lines around it', () => {
    const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const before = `${lines.join('\n')}\n`;
    expect(unifiedDiff(before, before.replace('e\n', 'E\n'))).toEqual([
      '@@ -2,7 +2,7 @@',
      ...[' b', ' c', ' d', '-e', '+E', ' f', ' g', ' h'],
    ]);
  });

  test('of a new file is all of it', () => {
    expect(unifiedDiff(null, 'x\ny\n')).toEqual(['@@ -0,0 +1,2 @@', '+x', '+y']);
  });

  test('of changes far from each other counts lines anew', () => {
    const before = Array.from({ length: 30 }, (_, index) => `${index}\n`).join('');
    const diff = unifiedDiff(before, before.replace('2\n', '2\nnew\n').replace('25\n', ''));
    expect(diff.filter((line) => line.startsWith('@@'))).toEqual(['@@ -1,6 +1,7 @@', '@@ -23,7 +24,6 @@']);
  });

  test('tells a last line without its newline', () => {
    expect(unifiedDiff('a', 'a\n')).toEqual(['@@ -1 +1 @@', '-a', '\\ No newline at end of file', '+a']);
    expect(unifiedDiff('a\n', 'a\n')).toEqual([]);
  });

  test('spells out what a reader would not see', () => {
    expect(unifiedDiff(null, 'a\u202eb\u001b[2Jc\td\r\n')).toEqual([
      '@@ -0,0 +1 @@',
      '+a<U+202E>b<U+001B>[2Jc\td<U+000D>',
    ]);
  });

  test('of texts too long to compare shows both', () => {
    const text = (word: string): string => Array.from({ length: 1500 }, (_, index) => `${word}${index}\n`).join('');
    const diff = unifiedDiff(text('a'), text('b'));
    expect(diff).toHaveLength(3001);
    expect(patched(text('a'), diff)).toBe(text('b'));
  });

  test('carried out on the old text gives the new one', () => {
    const text = fc
      .tuple(fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 25 }), fc.boolean())
      .map(([lines, ended]) => (lines.length === 0 ? '' : `${lines.join('\n')}${ended ? '\n' : ''}`));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(patched(before, unifiedDiff(before, after))).toBe(after);
      }),
    );
  });
});
