import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  type Stats,
} from 'node:fs';
import { posix } from 'node:path';
import { errno, errorCode, errorText } from '../../host/errno.js';
import { mountOver, mountsOf } from '../../host/mounts.js';
import { resolveUnder } from '../../host/resolve-under.js';
import { rootFiles } from '../../host/root-files.js';

/** Largest file that is changed: what a check reads (host/root-files.ts). */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** What is at a place. */
export type There =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly stats: Stats }
  | { readonly kind: 'link'; readonly target: string; readonly stats: Stats };

/** Where a file of the looked-at machine lies on this one. */
export interface Place {
  /** A directory that is there, without links in its path. */
  readonly directory: string;
  /** Directories to make below it, the outermost first. */
  readonly missing: readonly string[];
  readonly name: string;
  readonly there: There;
}

/**
 * Finds the place of a path under a root; links are followed as the machine itself would and never lead out. Anything but a regular file, a link that
 * leads nowhere, a mount of its own: an error in words that follow the path.
 * @param base the root, without links in its path.
 * @param follow false: a link at the very end is the thing itself (to remove).
 */
export function placeUnder(base: string, path: string, follow: boolean): Place | { readonly error: string } {
  try {
    const found = find(base, path, follow);
    if ('error' in found) return found;
    const real = posix.join(found.directory, found.name);
    if (mountOver(real, mountsOf(rootFiles('/')))?.point === real)
      return { error: 'is mounted by itself, as containers have such files: change it where it comes from' };
    return found;
  } catch (error) {
    return { error: `can't be read (${errorText(error)})` };
  }
}

/** Why this user can't make or replace a file there, in words; null: nothing is known to stand in the way. */
export function notWritable({ directory }: Place): string | null {
  try {
    accessSync(directory, constants.W_OK);
    return null;
  } catch (error) {
    return errorText(error);
  }
}

const NOWHERE = { error: 'goes through a link that leads nowhere' };

function find(base: string, path: string, follow: boolean): Place | { readonly error: string } {
  const parts = path.split('/').slice(1);
  const above = parts.slice(0, -1);
  const name = parts.at(-1) ?? '';
  const { directory, missing } = deepest(base, above);
  if (missing.length > 0)
    return statsOf(posix.join(directory, missing[0] ?? '')) === null
      ? { directory, missing, name, there: { kind: 'nothing' } }
      : NOWHERE;
  const stats = statsOf(posix.join(directory, name));
  if (stats === null) return { directory, missing, name, there: { kind: 'nothing' } };
  if (!stats.isSymbolicLink()) return withFile(posix.join(directory, name), stats);
  if (!follow) {
    const target = readlinkSync(posix.join(directory, name));
    return { directory, missing, name, there: { kind: 'link', target, stats } };
  }
  try {
    const led = resolveUnder(base, path);
    return withFile(led.real, led.stats);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return NOWHERE;
    throw error;
  }
}

/** The deepest directory on the way that is there. */
function deepest(base: string, parts: readonly string[]): Pick<Place, 'directory' | 'missing'> {
  for (let count = parts.length; ; count -= 1) {
    try {
      const { real, stats } = resolveUnder(base, `/${parts.slice(0, count).join('/')}`);
      if (!stats.isDirectory()) throw errno('ENOTDIR');
      return { directory: real, missing: parts.slice(count) };
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' || count === 0) throw error;
    }
  }
}

function statsOf(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null;
}

function withFile(real: string, stats: Stats): Place | { readonly error: string } {
  if (stats.isDirectory()) return { error: 'is a directory' };
  if (!stats.isFile()) return { error: 'is no regular file' };
  const bytes = bytesOf(real, stats);
  if (bytes === null) return { error: `is larger than ${MAX_FILE_BYTES} bytes, or changes while it is read` };
  const place = { directory: posix.dirname(real), missing: [], name: posix.basename(real) };
  return { ...place, there: { kind: 'file', bytes, stats } };
}

/** Null over the limit, and where something else was opened than was looked at. */
function bytesOf(real: string, stats: Stats): Buffer | null {
  const descriptor = openSync(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const opened = fstatSync(descriptor);
    if (!opened.isFile() || opened.ino !== stats.ino || opened.dev !== stats.dev || opened.size > MAX_FILE_BYTES)
      return null;
    const bytes = Buffer.alloc(opened.size + 1);
    let length = 0;
    for (let count = -1; count !== 0 && length < bytes.length; length += count)
      count = readSync(descriptor, bytes, length, bytes.length - length, null);
    return length > opened.size ? null : bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}
