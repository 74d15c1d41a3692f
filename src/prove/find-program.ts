import { accessSync, constants, statSync } from 'node:fs';

/** Where programs are when the environment names no PATH: what init systems and shells start with. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Absolute path of a program on this process's PATH that may be run, or null. Looks, and runs nothing. */
export function findProgram(name: string, path: string | undefined = process.env['PATH']): string | null {
  for (const directory of (path || DEFAULT_PATH).split(':')) {
    if (!directory.startsWith('/')) continue;
    const file = `${directory.replace(/\/$/, '')}/${name}`;
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // Not there, or not ours to run: the next directory.
    }
  }
  return null;
}
