import { lstatSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { posix } from 'node:path';
import { errno } from './errno.js';

/** Links followed for one path, as the kernel counts them (MAXSYMLINKS). */
const MAX_LINKS = 40;
/** Parts of a path that are walked: with the kernel's PATH_MAX of 4096 bytes there can't be more. */
const MAX_PATH_PARTS = 4096;

/**
 * Where a path really lies, walked part by part as the machine whose `/` is the base would walk it: `..` and links, absolute ones too, stay under
 * the base. Throws errno errors; a path that isn't there is ENOENT.
 */
export function resolveUnder(base: string, path: string): { real: string; stats: Stats } {
  const todo = path.split('/').toReversed();
  const done: string[] = [];
  let links = 0;
  const real = (): string => posix.join(base, ...done);
  while (todo.length > 0) {
    if (todo.length > MAX_PATH_PARTS) throw errno('ENAMETOOLONG');
    const part = todo.pop();
    if (part === undefined || part === '' || part === '.') continue;
    if (part === '..') {
      done.pop();
      continue;
    }
    done.push(part);
    const stats = lstatSync(real());
    if (stats.isSymbolicLink()) {
      links += 1;
      if (links > MAX_LINKS) throw errno('ELOOP');
      const target = readlinkSync(real());
      if (target.startsWith('/')) done.length = 0;
      else done.pop();
      todo.push(...target.split('/').toReversed());
    } else if (!stats.isDirectory() && todo.some((each) => each !== '')) throw errno('ENOTDIR');
  }
  return { real: real(), stats: done.length === 0 ? statSync(base) : lstatSync(real()) };
}
