import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from '../../conformance/rig/client-files.js';

/** What a build of the bundle and the image reads of the checkout. */
const PARTS = [
  '.dockerignore',
  'Containerfile',
  'LICENSE',
  'bin',
  'commands',
  'docs',
  'image',
  'package.json',
  'scripts',
  'src',
  'tsconfig.json',
];

/**
 * Copies what a build reads into `directory`, as a fresh clone would have it: no dist/. The libraries are the checkout's own.
 * Nothing is built in the checkout, so tests beside this one keep their dist/. `from` may be such a copy.
 */
export async function copySources(directory: string, from: string = CHECKOUT): Promise<string> {
  await mkdir(directory, { recursive: true });
  for (const part of PARTS)
    await cp(join(from, part), join(directory, part), { recursive: true, preserveTimestamps: true });
  await symlink(join(CHECKOUT, 'node_modules'), join(directory, 'node_modules'));
  return directory;
}
