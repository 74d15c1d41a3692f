import { access, constants, stat } from 'node:fs/promises';
import type { FoundProgram, StorageClient } from '../../facts/storage.js';

/** Where programs are when the environment names no PATH. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** A program that doesn't print its version in this time (ms) has none that counts. */
const VERSION_MS = 5000;
/** Set-user-id of a mode. */
const SET_UID = 0o4000;

/** What the tries and the clients start. */
export const LOOKED_FOR = [
  'buildah',
  'podman',
  'fuse-overlayfs',
  'newuidmap',
  'newgidmap',
  'unshare',
  'mount',
  'crun',
  'runc',
] as const;

/** A program on the PATH that may be started; null: none. */
export async function findProgram(name: string, path: string | undefined): Promise<FoundProgram | null> {
  for (const directory of (path || DEFAULT_PATH).split(':').filter((each) => each.startsWith('/'))) {
    const file = `${directory.replace(/\/$/, '')}/${name}`;
    const found = await stat(file).catch(() => null);
    if (found === null || !found.isFile()) continue;
    const mayStart = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (mayStart) return { path: file, setUid: (found.mode & SET_UID) !== 0 && found.uid === 0 };
  }
  return null;
}

/** `4.3.1` as the program prints it; null where it doesn't. `buildah --version` and `podman --version` touch no store. */
export async function storageClientVersion(client: StorageClient, path: string): Promise<string | null> {
  const { execa } = await import('execa');
  const result = await execa(path, ['--version'], { reject: false, stdin: 'ignore', timeout: VERSION_MS });
  return new RegExp(`^${client} version (\\d+\\.\\d+\\.\\d+)`, 'm').exec(result.stdout ?? '')?.[1] ?? null;
}
