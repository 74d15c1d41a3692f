import { describe, expect, test } from 'vitest';
import { DECLARED_INSECURE, REFERENCE, withCluster } from './cluster.js';
import { type Limits, runLimited } from './limited-run.js';
import { provided, workshop } from './workplace.js';

const { images, missing, shared } = provided();
/** A person who waits for a pod to say something looks away after about a second. */
const FIRST_LINE_MS = 1000;
const SMALL: Limits = { cpus: 0.1, memoryMiB: 128 };
/** Where the search for the smallest memory begins and ends, and how close it goes. */
const BOUNDS_MIB = { least: 32, most: 128, close: 8 } as const;
/** Measured: about 64. More than this is a sign that the start loads what it needn't. */
const EXPECTED_MIB = 96;
/** A limit counts as enough where this many runs in a row hold it: what a collector frees when differs from run to run. */
const RUNS = 2;

/** Runs the seed case's check under limits; `complete` says whether it came to the verdict. */
async function check(limits: Limits) {
  return withCluster(shared, async ({ flags, registriesConf }) => {
    const network = [...flags, ...(await registriesConf(DECLARED_INSECURE))];
    const run = await runLimited(await workshop(), images.toolkit, ['regdoctor', 'check', REFERENCE], limits, network);
    return { ...run, complete: run.code === 0 && run.output.includes('fallback-delay') };
  });
}

describe.skipIf(missing.length > 0)('in a pod with little of everything', () => {
  test('a tenth of a processor and 128 MiB: the first line within a second, and the check completes', async () => {
    const run = await check(SMALL);
    process.stdout.write(`0.1 CPU, 128 MiB: first line ${ms(run.firstLineMs)}, the whole check ${ms(run.allMs)}\n`);
    expect(run.output.split('\n')[0]).toContain(REFERENCE);
    expect(run.firstLineMs, run.output).toBeLessThan(FIRST_LINE_MS);
    expect(run.complete, run.output).toBe(true);
  });

  test('the smallest memory with which a check completes', async () => {
    let enough: number = BOUNDS_MIB.most;
    let tooLittle: number = BOUNDS_MIB.least;
    while (enough - tooLittle > BOUNDS_MIB.close) {
      const tried = Math.round((enough + tooLittle) / 2);
      if (await holds(tried)) enough = tried;
      else tooLittle = tried;
    }
    process.stdout.write(`memory: ${enough} MiB is enough, ${tooLittle} MiB is not\n`);
    expect(enough).toBeLessThanOrEqual(EXPECTED_MIB);
  });
});

async function holds(memoryMiB: number): Promise<boolean> {
  for (let run = 0; run < RUNS; run += 1) if (!(await check({ memoryMiB })).complete) return false;
  return true;
}

function ms(value: number | null): string {
  return value === null ? 'none' : `${Math.round(value)} ms`;
}
