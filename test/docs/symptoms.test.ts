import { describe, expect, test } from 'vitest';
import { judgeLines, matchesOf } from '../../src/explain/explain.js';
import { RECOGNISERS } from '../../src/explain/recognisers/catalogue.js';
import { CODE_CATALOGUE } from '../../src/findings/code-catalogue.js';
import { FINDING_CODES, type FindingCode } from '../../src/findings/codes.js';
import { blocks, page, section } from './pages.js';
import { NOT_IN_THE_TEXT } from './silent-symptoms.js';

const fromText = FINDING_CODES.filter((code) => CODE_CATALOGUE[code].seenBy.includes('text'));
const symptoms = (code: FindingCode): readonly string[] => blocks(section(page(code), 'What you see'), 'text');

/** What `regdoctor explain` says of a text, best first. */
function explained(text: string): readonly string[] {
  return matchesOf(judgeLines(text.trimEnd().split('\n'), RECOGNISERS)).map(({ code }) => code);
}

describe.each(fromText)('%s: what you see', (code) => {
  const excused = Object.keys(NOT_IN_THE_TEXT[code] ?? {});
  const spoken = symptoms(code).filter((text) => !excused.some((part) => text.includes(part)));

  test.runIf(spoken.length > 0).each(spoken)('is recognised by explain: %s', (text) => {
    expect(explained(text)).toContain(code);
  });

  test('is excused only where explain does not know it, and where the page shows it', () => {
    for (const part of excused) {
      const texts = symptoms(code).filter((text) => text.includes(part));
      expect(texts.length, part).toBeGreaterThan(0);
      for (const text of texts) expect(explained(text), part).not.toContain(code);
    }
  });
});

test('most symptoms say their cause', () => {
  const all = fromText.flatMap((code) => symptoms(code));
  const excused = Object.values(NOT_IN_THE_TEXT).flatMap((parts) => Object.keys(parts));
  expect(excused.length).toBeLessThan(all.length / 5);
});
