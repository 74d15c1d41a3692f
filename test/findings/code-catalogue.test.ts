import { describe, expect, test } from 'vitest';
import { RECOGNISERS } from '../../src/explain/recognisers/catalogue.js';
import { RULES } from '../../src/findings/catalogue.js';
import { CODE_CATALOGUE } from '../../src/findings/code-catalogue.js';
import { FINDING_CODES } from '../../src/findings/codes.js';
import { STORAGE_RULES } from '../../src/findings/storage/catalogue.js';

const ruled = new Set<string>([...RULES, ...STORAGE_RULES].map(({ code }) => code));
const read = new Set<string>(RECOGNISERS.flatMap(({ label, also = [] }) => [label, ...also]));

test('the catalogue has every code and no other', () => {
  expect(Object.keys(CODE_CATALOGUE).sort()).toEqual([...FINDING_CODES].sort());
});

describe.each(FINDING_CODES)('%s', (code) => {
  const { title, meaning, known, severity, seenBy } = CODE_CATALOGUE[code];

  test('is told in sentences that stand by themselves', () => {
    expect(title).toMatch(/^(?:[A-Z]|\/|fuse-)\S*.{15,120}[^.]$/);
    expect(meaning).toMatch(/\.$/);
    expect(known).toMatch(/\.$/);
    expect(title).not.toContain(code);
    for (const text of [title, meaning, known]) expect(text).not.toMatch(/[`\n]|\s{2}/);
  });

  test('is seen by what the catalogue says', () => {
    expect(seenBy.length).toBeGreaterThan(0);
    expect(seenBy.includes('text'), 'a recogniser names it').toBe(read.has(code));
    expect(seenBy.includes('probe') || seenBy.includes('configuration'), 'a rule finds it').toBe(ruled.has(code));
  });

  test('says how it is known, for each way of seeing it', () => {
    for (const [way, words] of [
      ['probe', /^Probe: /],
      ['configuration', /^Configuration: /],
      ['text', /\bText: |^Text only: /],
    ] as const)
      expect(words.test(known), way).toBe(seenBy.includes(way));
    expect(/^Text only/.test(known)).toBe(seenBy.length === 1 && seenBy.includes('text'));
  });

  test('is an error, unless clients get through', () => {
    const harmless = ['fallback-delay', 'ipv6-broken', 'config-unknown-key', 'config-deprecated'];
    expect(severity === 'error').toBe(!harmless.includes(code) && !code.startsWith('anonymous-'));
  });
});
