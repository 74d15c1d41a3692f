import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKOUT } from '../conformance/rig/client-files.js';
import { makeImageStorage } from '../conformance/rig/images.js';
import { makeRig } from '../conformance/rig/make-rig.js';
import { Pki } from '../conformance/rig/pki.js';
import { PROGRAM_DIRECTORY } from '../conformance/rig/regdoctor.js';
import type { Rig } from '../conformance/rig/rig.js';

/** What all sections use: a directory with certificates, images and the built program, and rigs of their own. */
export interface Ground {
  readonly program: string;
  /** A machine with a network of its own; taken down at the end. */
  rig(name: string): Promise<Rig>;
  end(): Promise<void>;
}

/** Lays the ground. The program is the one in dist/, as it was built. */
export async function layGround(): Promise<Ground> {
  const shared = await mkdtemp(join(tmpdir(), 'regdoctor-bench-'));
  const undo: (() => Promise<unknown>)[] = [() => rm(shared, { recursive: true, force: true })];
  const end = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const program = join(shared, PROGRAM_DIRECTORY);
    for (const part of ['bin', 'dist', 'package.json', 'oclif.manifest.json'])
      await cp(join(CHECKOUT, part), join(program, part), { recursive: true });
    await Promise.all([Pki.create(join(shared, 'pki')), makeImageStorage(shared)]);
    return { program: join(program, 'bin/run.js'), rig: (name) => makeRig(name, shared, undo), end };
  } catch (error) {
    await end();
    throw error;
  }
}
