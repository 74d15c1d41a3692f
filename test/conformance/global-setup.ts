import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { CHECKOUT } from './rig/client-files.js';
import { makeImageStorage } from './rig/images.js';
import { Pki } from './rig/pki.js';
import { missingForConformance } from './rig/programs.js';
import { PROGRAM_DIRECTORY } from './rig/regdoctor.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** `directory` holds what all cases share (pki/, storage/, layouts/); `missing` says why the cases cannot run here. */
    conformance: { directory: string; missing: string[] };
  }
}

/**
 * Before the conformance tests: builds regdoctor, and makes the certificates and images that all cases share. Where root or a program is
 * missing, the tests are skipped with one line each, except in CI, where that is a failure. Gives the function that cleans up.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const missing = missingForConformance();
  if (missing.length > 0) {
    if (process.env.CI !== undefined) throw new Error(`conformance tests cannot run: ${missing.join('; ')}`);
    for (const line of missing) process.stderr.write(`conformance tests are skipped: ${line}\n`);
    project.provide('conformance', { directory: '', missing });
    return async () => undefined;
  }
  const directory = await mkdtemp(join(tmpdir(), 'regdoctor-conformance-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    await installProgram(join(directory, PROGRAM_DIRECTORY));
    await Promise.all([Pki.create(join(directory, 'pki')), makeImageStorage(directory)]);
  } catch (error) {
    await remove();
    throw error;
  }
  project.provide('conformance', { directory, missing });
  return remove;
}

/** Another run's build takes seconds; a lock that is older was left by a run that was killed. */
const LOCK_WAIT_MS = 60_000;
const LOCK_POLL_MS = 100;

/** Builds dist/ and puts what a package would hold into `directory`: a later build in the checkout changes nothing for the run. */
async function installProgram(directory: string): Promise<void> {
  const lock = join(CHECKOUT, 'node_modules/.cache/regdoctor-build.lock');
  await take(lock);
  try {
    execFileSync(process.execPath, [join(CHECKOUT, 'scripts/build.mjs')], {
      cwd: CHECKOUT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (const part of ['bin', 'dist', 'package.json', 'oclif.manifest.json'])
      await cp(join(CHECKOUT, part), join(directory, part), { recursive: true });
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** Waits for the one directory that only one run can make: two halves of the tests may begin side by side. */
async function take(lock: string): Promise<void> {
  await mkdir(join(lock, '..'), { recursive: true });
  for (const until = Date.now() + LOCK_WAIT_MS; Date.now() < until; await sleep(LOCK_POLL_MS)) {
    const made = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (made) return;
  }
}
