import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RECOGNISERS } from '../../src/explain/recognisers/catalogue.js';
import { batchAnswer, explainDocument } from '../../src/report/explain/document.js';
import { renderExplanation } from '../../src/report/explain/text.js';
import { quiet, scan } from './a-scan.js';

/** Longest output of one call: a hundred matches of a few short fields. */
const MOST_CHARACTERS = 400_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

const example = fc.constantFrom(...RECOGNISERS.flatMap(({ examples }) => examples));
const hostile = fc.constantFrom(
  '\x1b[2J',
  '\x1b]0;title\x07',
  '\u202e',
  '\r',
  '\0',
  '\\u001b[31m',
  '\\x1b[31m',
  '\\n',
  '\t',
  '\u009b31m',
);
/** Text as programs print it, with what a terminal would obey in the middle of it. */
const text = fc
  .array(
    fc.oneof(example, hostile, fc.string({ unit: 'binary' }), fc.constantFrom('\n', ' ', '"', 'https://', '/v2/')),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 4096 }),
  text.map((each) => new Uint8Array(Buffer.from(each))),
  text.map((each) => new Uint8Array(Buffer.from(each, 'utf16le'))),
);

function outputs(matches: ReturnType<typeof scan>): readonly string[] {
  const document = explainDocument(matches);
  return [
    renderExplanation(document.matches, { verbose: true }),
    JSON.stringify(document),
    JSON.stringify(batchAnswer('x', matches)),
  ];
}

/** Cuts a text at places, which may be anywhere. */
function cut(whole: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const at = [0, ...places.map((place) => place % (whole.length + 1)).sort((a, b) => a - b), whole.length];
  return at.slice(1).map((end, index) => whole.subarray(at[index], end));
}

describe('any bytes', () => {
  test('come out as short, safe text', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        for (const output of outputs(scan(input))) {
          expect(output.length).toBeLessThan(MOST_CHARACTERS);
          expect(UNSAFE.test(output)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('come out safe from the middle of a log, too', () => {
    const before = quiet(20_000);
    fc.assert(
      fc.property(bytes, (input) => {
        for (const output of outputs(scan(before, input, '\n', before))) expect(UNSAFE.test(output)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test('never come out as more than a hundred matches', () => {
    const lines = Array.from({ length: 3000 }, (_, index) => {
      const name = `${String.fromCharCode(103 + (index % 20))}${String.fromCharCode(103 + ((index / 20) % 20))}${index}`;
      return `Error: initializing source docker://registry.example.com/${name}:1: reading manifest 1 in registry.example.com/${name}: manifest unknown`;
    });
    const document = explainDocument(scan(lines.join('\n'), '\n', quiet(20_000)));
    expect(document.matches.length).toBeGreaterThan(10);
    expect(document.matches.length).toBeLessThanOrEqual(100);
  });

  test('never show the password of a URL', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'https://user:canary-7x9@registry.example.com/v2/',
          'https://canary-7x9@registry.example.com/v2/',
        ),
        example,
        (url, line) => {
          for (const output of outputs(scan(`${line} Get "${url}": x509: certificate signed by unknown authority`)))
            expect(output).not.toContain('canary-7x9');
        },
      ),
    );
  });
});

describe('where the input is cut', () => {
  test('makes no difference to a short text', () => {
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(), { maxLength: 8 }), (input, places) => {
        expect(scan(...cut(input, places))).toEqual(scan(input));
      }),
      { numRuns: 150 },
    );
  });

  test('makes no difference to a log', () => {
    const noise = fc.array(fc.oneof(example, fc.constant(quiet(3000)), fc.constant('x'.repeat(9000)), text), {
      minLength: 8,
      maxLength: 16,
    });
    fc.assert(
      fc.property(noise, fc.array(fc.nat(), { maxLength: 30 }), (parts, places) => {
        const input = new Uint8Array(Buffer.from(`${quiet(5000)}${parts.join('\n')}`));
        expect(scan(...cut(input, places))).toEqual(scan(input));
      }),
      { numRuns: 25 },
    );
  });
});
