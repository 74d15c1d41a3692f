import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { CHECKOUT } from './rig/client-files.js';
import { makeImageStorage } from './rig/images.js';
import { Pki } from './rig/pki.js';
import { missingForConformance } from './rig/programs.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** `directory` holds what all cases share (pki/, storage/, layouts/); `missing` says why the cases cannot run here. */
    conformance: { directory: string; missing: string[] };
  }
}

/**
 * Before the conformance tests: builds dist/, and makes the certificates and images that all cases share. Where root or a program is
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
  buildDist();
  const directory = await mkdtemp(join(tmpdir(), 'regdoctor-conformance-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    await Promise.all([Pki.create(join(directory, 'pki')), makeImageStorage(directory)]);
  } catch (error) {
    await remove();
    throw error;
  }
  project.provide('conformance', { directory, missing });
  return remove;
}

/** The real-client tests do not need dist/, so away from CI a tree that does not build just now only says so. */
function buildDist(): void {
  const script = join(CHECKOUT, 'scripts/build.mjs');
  if (!existsSync(script)) return;
  try {
    execFileSync(process.execPath, [script], { cwd: CHECKOUT, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    if (process.env.CI !== undefined) throw error;
    process.stderr.write('dist/ could not be built: conformance tests that run regdoctor see an old one, or none\n');
  }
}
