import { describe, expect, inject, test } from 'vitest';
import { SEED } from './cases/seed.js';
import { withCase } from './rig/fixture.js';
import { regdoctor } from './rig/regdoctor.js';

/** regdoctor's whole time on the case that started it, where buildah takes 30 s: milliseconds. */
const MOST_MS = 3000;
const RUNS = 5;
/** The machine may be busy with something that is none of ours. */
const RETRIES = 2;

const { missing } = inject('conformance');

// By itself and not among the cases: dozens of real programs run beside those.
describe.skipIf(missing.length > 0)('the case that started regdoctor', () => {
  test('is diagnosed within its time', { retry: RETRIES }, async () => {
    const [seed] = SEED;
    if (seed === undefined) throw new Error('there is no such case');
    const times = await withCase(seed.name, seed.build, async (rig) => {
      const taken: number[] = [];
      for (let run = 0; run < RUNS; run += 1)
        taken.push((await regdoctor(rig, ['check', seed.reference, '--client', 'buildah', '--json'])).ms);
      return taken.toSorted((one, other) => one - other);
    });
    const median = times[Math.floor(RUNS / 2)] ?? Number.NaN;
    process.stdout.write(`seed: regdoctor alone ${times.map((ms) => Math.round(ms)).join(', ')} ms\n`);
    expect(median).toBeLessThanOrEqual(MOST_MS);
  });
});
