import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Row } from './support/check-rows.js';
import { examine, type Said } from './support/world.js';

const directory = new URL('./rows/', import.meta.url);
const modules = await Promise.all(
  readdirSync(directory).map(
    async (name) => (await import(`./rows/${name.replace(/\.ts$/, '')}.ts`)) as { readonly rows?: readonly Row[] },
  ),
);
const situations = modules.flatMap(({ rows }) => rows ?? []);

/** True where somebody is told what to do: a proven fix, or who must change what. */
const leadsOn = ({ nextStep, fixes }: Said): boolean =>
  nextStep.trim() !== '' &&
  fixes.some(({ summary, prose }) => summary.trim() !== '' || prose.some((line) => line.trim() !== ''));

describe('every error finding has a next step', () => {
  test('all situations are here', () => {
    expect(situations.length).toBeGreaterThan(50);
  });

  test.each(situations)('$title ($name)', (situation) => {
    const errors = examine(situation).found.filter(({ severity }) => severity === 'error');
    expect(errors.filter((finding) => !leadsOn(finding)).map(({ code, title }) => ({ code, title }))).toEqual([]);
    for (const { fixes, evidence } of errors) {
      expect(evidence.length).toBeGreaterThan(0);
      // Doing what is asked must bring the client on, at least as far as can be seen.
      if (situation.never !== true) for (const { proof } of fixes) expect(proof.after.outcome).not.toBe('fail');
      expect(JSON.stringify({ fixes, evidence })).not.toContain('secret-canary');
    }
  });
});
