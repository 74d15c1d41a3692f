import { stat } from 'node:fs/promises';
import type { FoundProgram, StorageClient } from '../../facts/storage.js';
import { findProgram } from '../../host/find-program.js';

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

/** A program on the PATH that may be started, with whose rights; null: none. @param path undefined or empty: the usual places. */
export async function programFor(name: string, path: string | undefined): Promise<FoundProgram | null> {
  const file = findProgram(name, path ?? '');
  const found = file === null ? null : await stat(file).catch(() => null);
  return file === null || found === null
    ? null
    : { path: file, setUid: (found.mode & SET_UID) !== 0 && found.uid === 0 };
}

/** `4.3.1` as the program prints it; null where it doesn't. `buildah --version` and `podman --version` touch no store. */
export async function storageClientVersion(client: StorageClient, path: string): Promise<string | null> {
  const { execa } = await import('execa');
  const result = await execa(path, ['--version'], { reject: false, stdin: 'ignore', timeout: VERSION_MS });
  return new RegExp(`^${client} version (\\d+\\.\\d+\\.\\d+)`, 'm').exec(result.stdout ?? '')?.[1] ?? null;
}
