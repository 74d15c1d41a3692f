import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Newer builds that a machine may have: `NAME-VERSION` in this directory (scripts/build-newer-programs.sh). */
const DIRECTORY = process.env.REGDOCTOR_PROGRAMS ?? join(homedir(), '.cache/regdoctor/programs');

/** Where a newer build lies, or null where this machine has none. */
export function optionalProgram(name: string): string | null {
  const path = join(DIRECTORY, name);
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return null;
  }
}
