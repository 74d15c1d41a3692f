import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { healthyRegistry } from './support/healthy-registry.js';
import { processorMs } from './support/processor-time.js';

const RUNS = 8;
/** What a start may take of the processor for each part that bare Node takes: 1.5 were measured with V8's code beside the program, 2.1 without. */
const MOST = 2.25;
const MOST_WITHOUT_CODE = 3;
/** The same for a healthy check over TLS with a token: 6 were measured. */
const MOST_OF_CHECK = 10;
/** A busy machine is asked again. */
const FURTHER_RUNS = 2;

const bareMs = (): Promise<number> => processorMs([process.execPath, '-e', '0'], RUNS);

test('a command that only prints starts in little more than Node itself', {
  timeout: 60_000,
  retry: FURTHER_RUNS,
}, async () => {
  const bare = await bareMs();
  const codes = await processorMs([process.execPath, 'bin/run.js', 'codes'], RUNS);
  // A flag of V8 keeps the code from being used.
  const without = await processorMs([process.execPath, '--stack-size=984', 'bin/run.js', 'codes'], RUNS);
  console.log(
    `codes: ${codes.toFixed(0)} ms of the processor, ${without.toFixed(0)} without V8's code; bare Node ${bare.toFixed(0)}`,
  );
  expect(codes).toBeLessThan(MOST * bare);
  expect(without).toBeLessThan(MOST_WITHOUT_CODE * bare);
  expect(codes).toBeLessThan(without);
});

test('a healthy check takes a few times what Node itself takes', { timeout: 60_000, retry: FURTHER_RUNS }, async () => {
  const healthy = await healthyRegistry();
  try {
    const { reference, root } = healthy;
    const words = ['check', reference, '--root', root, '--client', 'skopeo'];
    const bare = await bareMs();
    const check = await processorMs([process.execPath, 'bin/run.js', ...words], RUNS);
    console.log(`check: ${check.toFixed(0)} ms of the processor; bare Node ${bare.toFixed(0)}`);
    expect(check).toBeLessThan(MOST_OF_CHECK * bare);
  } finally {
    await healthy.end();
  }
});

test('both ways of loading say the same', () => {
  const said = (...flags: string[]) =>
    execFileSync(process.execPath, [...flags, 'bin/run.js', 'codes', '--json'], { encoding: 'utf8' });
  expect(said('--stack-size=984')).toBe(said());
});

test("without V8's code for this Node the program starts all the same", { timeout: 30_000 }, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'regdoctor-startup-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const part of ['bin', 'dist', 'package.json', 'oclif.manifest.json'])
    await cp(part, join(directory, part), { recursive: true });
  rmSync(join(directory, 'dist/code'), { recursive: true });
  const said = execFileSync(process.execPath, [join(directory, 'bin/run.js'), 'codes'], { encoding: 'utf8' });
  expect(said).toContain('fallback-delay');
});
