import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../../src/findings/codes.js';
import { isOrdinary } from '../../../src/report/redact/known-words.js';
import { VOCABULARY } from '../../../src/report/redact/vocabulary.js';

/** New texts bring new words; so many of them may be unknown until somebody runs `node scripts/vocabulary.mjs`. */
const UNKNOWN_SHARE = 0.02;

function textsBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return textsBelow(path);
    const source = readFileSync(path, 'utf8').replace(/^\s*(?:\/\*\*|\*|\/\/|import ).*$/gm, '');
    // Sentences: quoted texts with blanks in them.
    return [...source.matchAll(/(['"`])((?:(?!\1)[^\\\n])* (?:(?!\1)[^\\\n])*)\1/g)].map(([, , text = '']) => text);
  });
}

describe('the words that --redact-hosts lets stand', () => {
  test('are those that findings and fixes are told in: else their sentences would be torn', () => {
    const texts = ['src/findings', 'src/fixes', 'src/replay'].flatMap(textsBelow);
    const words = texts.flatMap(
      (text) => text.replace(/\$\{[^}]*\}/g, ' ').match(/(?<![\w.-])[a-z]{3,}(?![\w.-])/g) ?? [],
    );
    const unknown = words.filter((word) => !isOrdinary(word));
    expect(words.length).toBeGreaterThan(3000);
    expect(
      unknown.length / words.length,
      `run node scripts/vocabulary.mjs; unknown: ${[...new Set(unknown)]}`,
    ).toBeLessThan(UNKNOWN_SHARE);
  });

  test('hold every finding code, and every field and value of a report', () => {
    const schema = readFileSync('docs/report.schema.json', 'utf8');
    const names = [...schema.matchAll(/"([A-Za-z][\w-]*)"/g)].map(([, name = '']) => name);
    expect([...names, ...FINDING_CODES].filter((name) => !isOrdinary(name))).toEqual([]);
  });

  test.each(['alice', 'acme', 'acmecorp', 'jdoe', 'zanzibar', 'hunter', 'team', 'acme0', 'ip-10-0-0-7', 'Acme-Prod'])(
    'are not names: %s',
    (word) => {
      expect(isOrdinary(word)).toBe(false);
    },
  );

  test('are words in lower case', () => {
    expect([...VOCABULARY].filter((word) => word !== word.toLowerCase() || /\s/.test(word))).toEqual([]);
  });
});
