import { accessSync, constants, statSync } from 'node:fs';
import { searchPath } from './search-path.js';

/** Absolute path of a program on this process's PATH that may be run, or null. Looks, and runs nothing. */
export function findProgram(name: string, path: string | undefined = process.env['PATH']): string | null {
  for (const directory of searchPath(path)) {
    const file = `${directory}/${name}`;
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // Not there, or not ours to run: the next directory.
    }
  }
  return null;
}
