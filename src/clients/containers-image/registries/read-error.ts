import type { DirectoryRead, FileRead } from '../../../host/host.js';

/** Go's words for system errors. */
const WORDS: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/EACCES|EPERM|permission/i, 'permission denied'],
  [/ELOOP/, 'too many levels of symbolic links'],
  [/ENOTDIR/, 'not a directory'],
];

/** What Go prints for a file or directory that can't be read: `open P: permission denied`. */
export function readError(path: string, read: FileRead | DirectoryRead): string {
  if (read.kind === 'absent') return `open ${path}: no such file or directory`;
  if (read.kind === 'directory') return `read ${path}: is a directory`;
  if (read.kind === 'file') return '';
  if (/^(open|read) \//.test(read.error)) return read.error;
  const words = WORDS.find(([pattern]) => pattern.test(read.error));
  return `open ${path}: ${words?.[1] ?? read.error}`;
}
