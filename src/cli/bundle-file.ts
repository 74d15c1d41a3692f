import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../report/usage.js';

const FLAG = '--to';
/** A bundle holds no secret. */
const MODE = 0o644;
/** Nobody guesses it, and a run that was killed here leaves no name that a later one would take. */
const NAME_BYTES = 8;

/**
 * Writes a bundle beside its place and links it there: nobody ever reads half of one, and nothing that is there is written over. The same bundle again
 * is no mistake. What can't be written throws `UsageError`.
 */
export async function writeBundleFile(path: string, bytes: Buffer): Promise<void> {
  if (path === '' || path.endsWith('/') || path.includes('\0'))
    throw new UsageError(`${FLAG}: that is no name of a file`, FLAG);
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(NAME_BYTES).toString('hex')}.tmp`);
  try {
    const file = await open(beside, 'wx', MODE);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(beside, path).catch((error) => whereLinksFail(error, beside, path));
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw new UsageError(`${FLAG}: ${path} can't be written (${code})`, FLAG);
    if (!(await holds(path, bytes)))
      throw new UsageError(`${FLAG}: ${path} exists: name another file, or take that one away`, FLAG);
  } finally {
    await rm(beside, { force: true });
  }
}

/** Some file systems have no links. */
async function whereLinksFail(error: NodeJS.ErrnoException, from: string, to: string): Promise<void> {
  if (error.code === 'EEXIST' || (await lstat(to).catch(() => null)) !== null)
    throw Object.assign(new Error(), { code: 'EEXIST' });
  await rename(from, to);
}

async function holds(path: string, bytes: Buffer): Promise<boolean> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const { size } = await file.stat();
      return size === bytes.length && (await file.readFile()).equals(bytes);
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
