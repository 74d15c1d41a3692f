import { lstat, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PRESENTED_HEADER } from '../check/presented-chains.js';
import { UsageError } from '../report/usage.js';

const FLAG = '--save-chain';
/** Certificates are public. */
const MODE = 0o644;

/** Throws `UsageError` where a file is in the way that regdoctor did not write, or where none can be. */
export async function requireOwnOrNew(path: string): Promise<void> {
  if (path === '') throw new UsageError(`${FLAG}: the name of the file is empty`, FLAG);
  const directory = dirname(path);
  if ((await stat(directory).catch(() => null))?.isDirectory() !== true)
    throw new UsageError(`${FLAG}: ${directory} is no directory`, FLAG);
  const found = await lstat(path).catch(() => null);
  if (found === null) return;
  const own = found.isFile() && (await readFile(path, 'utf8').catch(() => '')).startsWith(PRESENTED_HEADER);
  if (!own) throw new UsageError(`${FLAG}: ${path} exists, and regdoctor did not write it: name another file`, FLAG);
}

/** Writes the chains (null: none were presented, and nothing is written); gives the line that says so. */
export async function saveChain(path: string, text: string | null): Promise<string> {
  if (text === null) return `${FLAG}: no server presented a certificate, nothing is written`;
  await requireOwnOrNew(path);
  const isNew = (await lstat(path).catch(() => null)) === null;
  try {
    // A file that appears meanwhile is not overwritten either.
    await writeFile(path, text, { mode: MODE, flag: isNew ? 'wx' : 'w' });
  } catch (error) {
    throw new UsageError(
      `${FLAG}: ${path} can't be written (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
      FLAG,
    );
  }
  return `${path}: the certificates as presented, unverified: compare the fingerprints with the registry's owner`;
}
