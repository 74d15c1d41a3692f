import { chmod, mkdtemp, realpath, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { type Attempt, type PlaceFact, WRITTEN_BYTES, WRITTEN_STATE_BYTES } from '../../facts/storage.js';
import { type Mount, mountOf } from './mounts.js';

/** A directory of our own and where it lies; `remove` takes it away again and never throws. */
export interface Scratch {
  readonly path: string;
  remove(): Promise<void>;
}

/** Looks at a directory that clients write to, and writes a little into one of its own there. */
export async function placeFact(
  use: PlaceFact['use'],
  path: string,
  mounts: readonly Mount[],
): Promise<{ fact: PlaceFact; scratch: Scratch | null }> {
  const existing = await nearestExisting(path);
  const mount = mountOf(mounts, await realpath(existing).catch(() => existing));
  const size = await statfs(existing, { bigint: true }).catch(() => null);
  const { written, scratch } = await write(existing, use === 'state' ? WRITTEN_STATE_BYTES : WRITTEN_BYTES);
  const fact: PlaceFact = {
    use,
    path,
    existing,
    fileSystem: mount?.type ?? null,
    mountPoint: mount?.point ?? null,
    readOnly: mount?.readOnly ?? false,
    freeBytes: size === null ? null : Number(size.bavail * size.bsize),
    freeInodes: size === null || size.files === 0n ? null : Number(size.ffree),
    written,
  };
  return { fact, scratch };
}

async function nearestExisting(path: string): Promise<string> {
  for (let at = path; ; at = posix.dirname(at)) {
    const isThere = await stat(at).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isThere || at === '/') return at;
  }
}

async function write(directory: string, bytes: number): Promise<{ written: Attempt; scratch: Scratch | null }> {
  let path: string | null = null;
  try {
    path = await mkdtemp(posix.join(directory, '.regdoctor-'));
    const own = path;
    const file = posix.join(own, 'room');
    await writeFile(file, Buffer.alloc(bytes, 1), { flush: true });
    await rm(file);
    return { written: { outcome: 'ok', says: null }, scratch: { path: own, remove: () => removeAll(own) } };
  } catch (thrown) {
    if (path !== null) await removeAll(path);
    return { written: { outcome: 'failed', says: errnoOf(thrown) }, scratch: null };
  }
}

/** Where a mount was cut off, overlay leaves directories that even their owner may not read. */
const LOCKED = ['n/w/work', 'o/w/work', 'v/w/work'];

async function removeAll(path: string): Promise<void> {
  for (const directory of LOCKED) await chmod(posix.join(path, directory), 0o700).catch(() => undefined);
  await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}

/** The name of an errno, `ENOSPC`. */
export function errnoOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown error';
}
