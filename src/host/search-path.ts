/** Where programs are when the environment names no PATH: what init systems and shells start with. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Directories of a PATH in its order, without slashes at their ends; relative ones are left out. @param path undefined or empty: the usual places. */
export function searchPath(path: string | undefined): string[] {
  return (path || DEFAULT_PATH)
    .split(':')
    .filter((directory) => directory.startsWith('/'))
    .map((directory) => directory.replace(/\/$/, ''));
}
