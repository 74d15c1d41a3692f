import type { HostFiles } from '../../host/host.js';

/** Lines looked at in one file. */
const MAX_LINES = 1000;

/** Variables that a shell file sets plainly, `NAME=value` or `export NAME="value"`; anything that a shell would work out is left out. */
export function environmentFile(files: HostFiles, path: string): Readonly<Record<string, string>> {
  const read = files.read(path);
  if (read.kind !== 'file') return {};
  const found: [string, string][] = [];
  for (const line of read.text.split('\n', MAX_LINES)) {
    const set = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(?:"([^"$`\\]*)"|'([^']*)'|([^\s"'$`\\;&|]*))\s*(?:#.*)?$/.exec(line);
    if (set?.[1] !== undefined) found.push([set[1], set[2] ?? set[3] ?? set[4] ?? '']);
  }
  return Object.fromEntries(found);
}
