import {
  closeSync,
  constants,
  fstatSync,
  opendirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { posix } from 'node:path';
import { errorCode, errorText } from './errno.js';
import type { DirectoryRead, FileRead, HostFiles } from './host.js';
import { normalPath, sortNames } from './paths.js';
import { resolveUnder } from './resolve-under.js';

/** Largest file read: a bundle of all the world's CAs is 300 KiB; more is no configuration. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;
/** Entries of a directory that are listed: the fullest real one read (/usr/lib) has a few thousand. */
const MAX_DIRECTORY_ENTRIES = 20_000;

const READ_CHUNK_BYTES = 64 * 1024;
/** A directory of this size, bytes, can't have more entries than may be listed: each takes 12 at least (ext4: `ext4_dir_entry_2`; tmpfs counts 20). */
const SMALL_DIRECTORY_BYTES = 12 * MAX_DIRECTORY_ENTRIES;
/** Entries asked of the kernel at once: /usr/bin has thousands. */
const ENTRIES_AT_ONCE = 1024;

/**
 * The real disk under a root directory. Links, absolute ones too, are resolved as the machine whose root it is would
 * resolve them and never lead outside. Nothing blocks: pipes, sockets and devices are `unreadable`, never opened.
 */
export function rootFiles(root: string): HostFiles {
  const base = posix.resolve(root);
  return {
    read: (path) => answer(path, () => readUnder(base, path)),
    list: (path) => answer(path, () => listUnder(base, path)),
  };
}

/** Whether a root can be looked at: an existing directory that can be listed. The message is a sentence. */
export function checkRoot(root: string): { ok: true } | { ok: false; message: string } {
  try {
    if (!statSync(root).isDirectory()) return { ok: false, message: `The root ${root} is not a directory.` };
    opendirSync(root).closeSync();
    return { ok: true };
  } catch (thrown) {
    return { ok: false, message: `The root ${root} can't be read: ${errorText(thrown)}.` };
  }
}

function answer<T>(path: string, look: () => T): T | { kind: 'absent' } | { kind: 'unreadable'; error: string } {
  try {
    return look();
  } catch (thrown) {
    const code = errorCode(thrown);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' };
    return { kind: 'unreadable', error: `open ${normalPath(path)}: ${errorText(thrown)}` };
  }
}

function readUnder(base: string, path: string): FileRead {
  const found = resolveUnder(base, path);
  if (found.stats.isDirectory()) return { kind: 'directory' };
  if (!found.stats.isFile()) return { kind: 'unreadable', error: `open ${normalPath(path)}: not a regular file` };
  const descriptor = openSync(found.real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    // The file may have been swapped since the walk: what is open decides.
    if (!isSameFile(fstatSync(descriptor), found.stats) || leadsOutside(base, descriptor))
      return { kind: 'unreadable', error: `open ${normalPath(path)}: changed while it was opened` };
    const bytes = readBounded(descriptor);
    if (bytes === null)
      return { kind: 'unreadable', error: `read ${normalPath(path)}: larger than ${MAX_FILE_BYTES} bytes` };
    return {
      kind: 'file',
      text: bytes.toString('utf8'),
      bytes: bytes.length,
      modifiedMs: Math.trunc(found.stats.mtimeMs),
    };
  } finally {
    closeSync(descriptor);
  }
}

function isSameFile(one: Stats, other: Stats): boolean {
  return one.isFile() && one.dev === other.dev && one.ino === other.ino;
}

/** True where a directory was swapped for a link during the walk; without /proc nobody can tell. */
function leadsOutside(base: string, descriptor: number): boolean {
  try {
    const opened = readlinkSync(`/proc/self/fd/${descriptor}`);
    return base !== '/' && !opened.startsWith(`${realpathSync(base)}/`);
  } catch {
    return false;
  }
}

/** All bytes, or null over the limit. Sizes told by stat don't count: files of /proc claim 0. */
function readBounded(descriptor: number): Buffer | null {
  const chunks: Buffer[] = [];
  for (let total = 0; total <= MAX_FILE_BYTES; ) {
    const chunk = Buffer.allocUnsafe(READ_CHUNK_BYTES);
    const count = readSync(descriptor, chunk, 0, chunk.length, null);
    if (count === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, count));
    total += count;
  }
  return null;
}

function listUnder(base: string, path: string): DirectoryRead {
  const { real, stats } = resolveUnder(base, path);
  const normal = normalPath(path);
  if (!stats.isDirectory()) return { kind: 'unreadable', error: `open ${normal}: not a directory` };
  if (stats.size > 0 && stats.size <= SMALL_DIRECTORY_BYTES) return listed(normal, readdirSync(real));
  const directory = opendirSync(real, { bufferSize: ENTRIES_AT_ONCE });
  try {
    const names: string[] = [];
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      names.push(entry.name);
      if (names.length > MAX_DIRECTORY_ENTRIES) break;
    }
    return listed(normal, names);
  } finally {
    directory.closeSync();
  }
}

function listed(path: string, names: string[]): DirectoryRead {
  return names.length > MAX_DIRECTORY_ENTRIES
    ? { kind: 'unreadable', error: `open ${path}: more than ${MAX_DIRECTORY_ENTRIES} entries` }
    : { kind: 'directory', names: sortNames(names) };
}
