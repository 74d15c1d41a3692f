import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeLines, matchesOf } from '../../../src/explain/explain.js';
import type { Recogniser } from '../../../src/explain/recogniser.js';
import { RECOGNISERS } from '../../../src/explain/recognisers/catalogue.js';

const SAMPLES = 300;

function recognises({ anchors, pattern, unless }: Recogniser, text: string): boolean {
  const lower = text.toLowerCase();
  return anchors.some((anchor) => lower.includes(anchor)) && pattern.test(text) && unless?.test(text) !== true;
}

function best(text: string): string | undefined {
  return matchesOf(judgeLines(text.split('\n'), RECOGNISERS))[0]?.code;
}

/** The pattern without what a generator of matching texts does not know: assertions, word borders, unbounded classes. */
function generatable({ pattern }: Recogniser): RegExp {
  return new RegExp(
    pattern.source
      .replace(/\(\?<?!(?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*\)/g, '')
      .replace(/\[(?:\\.|[^\]\\])*\]/g, (characters) =>
        characters.replace(/\\w/g, 'a-z').replace(/^\[\^\\s"(?:\\\/)?\]$/, '[a-z]'),
      )
      .replace(/\\b/g, '')
      .replace(/\\s\+/g, ' ')
      .replace(/\\s\*/g, '')
      .replace(/\\S/g, '[a-z0-9]')
      .replace(/\[\^\\s"\\\/\]/g, '[a-z]')
      .replace(/\\w/g, '[a-z]')
      .replace(/\{(\d+),\d+\}/g, (_all, least: string) => `{${least},${Number(least) + 2}}`)
      .replace(/\\\//g, '/'),
  );
}

const named = RECOGNISERS.map(
  (recogniser) => [`${recogniser.label} @${recogniser.weight}: ${recogniser.why}`, recogniser] as const,
);

describe('every recogniser', () => {
  test.each(named)('%s knows its examples, and they are its cause', (_name, recogniser) => {
    expect(recogniser.examples.length).toBeGreaterThan(0);
    for (const example of recogniser.examples) {
      expect(recognises(recogniser, example), example).toBe(true);
      expect(best(example), example).toBe(recogniser.label);
    }
  });

  test.each(named)('%s does not know its counterexamples', (_name, recogniser) => {
    for (const text of recogniser.counterexamples ?? []) expect(recognises(recogniser, text), text).toBe(false);
  });

  test.each(named)('%s: whatever it matches holds one of its anchors', (_name, recogniser) => {
    const texts = fc.sample(fc.stringMatching(generatable(recogniser)), { numRuns: SAMPLES, seed: 1 });
    const matched = texts.flatMap((text) => recogniser.pattern.exec(text)?.[0] ?? []);
    expect(matched.length).toBeGreaterThan(0);
    expect(matched.filter((text) => !recogniser.anchors.some((anchor) => text.toLowerCase().includes(anchor)))).toEqual(
      [],
    );
  });

  test.each(named)('%s is complete', (_name, { anchors, weight, also, tells, label, why, source }) => {
    expect(anchors.filter((anchor) => anchor !== anchor.toLowerCase())).toEqual([]);
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThanOrEqual(100);
    expect(also ?? []).not.toContain(label);
    expect(new Set(also).size).toBe(also?.length ?? 0);
    if ((also ?? []).length > 0) expect(tells ?? '').not.toBe('');
    expect(why).toMatch(/\.$/);
    expect(source).not.toBe('');
  });
});
