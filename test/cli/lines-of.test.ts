import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from '../../src/cli/lines-of.js';

async function linesIn(pieces: readonly Buffer[], most: number): Promise<(string | null)[]> {
  async function* all(): AsyncGenerator<Buffer> {
    yield* pieces;
  }
  const lines: (string | null)[] = [];
  for await (const line of linesOf(all(), most)) lines.push(line);
  return lines;
}

test('gives the lines, however they come, with no end of theirs', async () => {
  expect(
    await linesIn(
      ['a\r', '\nbb', '', '\n\nc'].map((piece) => Buffer.from(piece)),
      10,
    ),
  ).toEqual(['a', 'bb', '', 'c']);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: fc.constantFrom('a', 'ä', '\n'), maxLength: 9 })), async (pieces) => {
      const expected = pieces.join('').split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(
        await linesIn(
          pieces.map((piece) => Buffer.from(piece)),
          1000,
        ),
      ).toEqual(expected);
    }),
  );
});

test('gives null for a line that is too long, and goes on', async () => {
  expect(await linesIn([Buffer.from('aaaa'), Buffer.from('aaaaaaa\nb\n')], 5)).toEqual([null, 'b']);
});
