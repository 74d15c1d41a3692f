import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { bundlePredictor } from '../differential/bundle.js';
import type { DifferentialCase } from '../differential/case.js';
import { generateCase } from '../differential/generate/generate.js';
import { PLANTED } from '../differential/planted.js';
import { describe as describeCase } from '../differential/report/describe.js';
import { KEPT } from '../differential/report/keep.js';
import { judgeAll } from '../differential/run/pool.js';
import type { Judged } from '../differential/run/run-case.js';
import { makeShared, type Shared } from '../differential/world/shared.js';

/** Each planted bug has to show within so many cases. */
const MOST_CASES = 50;
const SEED = '2';

const { missing } = inject('conformance');
let shared: Shared;
let directory: string;

describe.skipIf(missing.length > 0)('plan and replay against the real programs, at random', () => {
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'regdoctor-differential-'));
    shared = await makeShared(directory, await bundlePredictor(directory));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test('cases that once disagreed agree', async () => {
    const disagreements = (await judge(shared, await keptCases())).filter(({ disagreement }) => disagreement !== null);
    expect(disagreements.map(describeCase).join('\n')).toBe('');
  });

  test.each(PLANTED)('$name is noticed', async ({ client, bug }) => {
    const cases = Array.from({ length: MOST_CASES }, (_, number) => generateCase(client, SEED, number));
    const fast = cases.filter(({ silent }) => !silent);
    const broken = { ...shared, predictorBundle: await bundlePredictor(directory, bug) };
    const found = await judge(broken, fast, true);
    expect(found.filter(({ disagreement }) => disagreement !== null).length).toBeGreaterThan(0);
    // The same cases are right where nothing is planted: it is the bug that shows.
    const last = found.filter(({ disagreement }) => disagreement !== null).map(({ one }) => one);
    const sound = await judge(shared, last);
    expect(sound.filter(({ disagreement }) => disagreement !== null).map(describeCase)).toEqual([]);
  });
});

async function judge(with_: Shared, cases: readonly DifferentialCase[], untilFound = false): Promise<Judged[]> {
  const judged: Judged[] = [];
  await judgeAll(with_, cases, {
    size: { working: 2, waiting: 2 },
    shrinks: false,
    onJudged: (each) => judged.push(each),
    ...(untilFound ? { enough: () => judged.some(({ disagreement }) => disagreement !== null) } : {}),
  });
  return judged;
}

async function keptCases(): Promise<DifferentialCase[]> {
  const names = await readdir(KEPT).catch(() => []);
  const texts = names.filter((name) => name.endsWith('.json')).map((name) => readFile(join(KEPT, name), 'utf8'));
  return (await Promise.all(texts)).map((text) => JSON.parse(text) as DifferentialCase);
}
