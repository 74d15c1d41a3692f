import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedLines } from '../../../src/report/diff/lines.js';

const shown = (good: string, bad: string): string[] =>
  changedLines([...good], [...bad]).lines.map(({ sign, line, text }) => `${sign}${line}${text}`);

test.each<[string, string, readonly string[]]>([
  ['', '', []],
  ['abc', 'abc', []],
  ['', 'a', ['+1a']],
  ['a', '', ['-1a']],
  ['abcdefg', 'abcXefg', [' 2b', ' 3c', '-4d', '+4X', ' 5e', ' 6f']],
  ['aXbcdefghYi', 'abcdefghi', [' 1a', '-2X', ' 2b', ' 3c', ' 7g', ' 8h', '-10Y', ' 9i']],
])('%s to %s', (good, bad, expected) => {
  expect(shown(good, bad)).toEqual(expected);
});

test('what is only in one text is shown as that, and nothing else', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
  fc.assert(
    fc.property(text, text, (good, bad) => {
      const { lines } = changedLines(good, bad);
      for (const { sign, line, text: words } of lines) expect((sign === '-' ? good : bad)[line - 1]).toBe(words);
      const gone = lines.filter(({ sign }) => sign === '-').length;
      const come = lines.filter(({ sign }) => sign === '+').length;
      expect(good.length - gone).toBe(bad.length - come);
    }),
  );
});

test('long files stay bounded', () => {
  const good = Array.from({ length: 60_000 }, (_, index) => `a${index}`);
  const bad = Array.from({ length: 60_000 }, (_, index) => `b${index}`);
  const { lines, left } = changedLines(good, bad);
  expect(lines).toHaveLength(40);
  expect(left).toBe(120_000 - 40);
});
