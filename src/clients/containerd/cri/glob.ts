import { posix } from 'node:path';
import type { HostFiles } from '../../../host/host.js';
import { goMatch } from '../../go/match.js';

/** Files one pattern may name; real directories of drop-ins hold a handful. */
const MAX_MATCHES = 200;

/** Go's `filepath.Glob` over the host's files for an absolute pattern: sorted in each directory; whatever can't be listed has no matches. */
export function expandGlob(files: HostFiles, pattern: string): readonly string[] {
  let found = ['/'];
  const parts = posix
    .normalize(pattern)
    .split('/')
    .filter((part) => part !== '');
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    found = found.flatMap((directory) => below(files, directory, part, last)).slice(0, MAX_MATCHES);
  }
  return found;
}

function below(files: HostFiles, directory: string, part: string, last: boolean): string[] {
  if (!/[*?[\\]/.test(part)) {
    const path = posix.join(directory, part);
    return !last || files.read(path).kind !== 'absent' ? [path] : [];
  }
  const listed = files.list(directory);
  if (listed.kind !== 'directory') return [];
  return listed.names.filter((name) => goMatch(part, name)).map((name) => posix.join(directory, name));
}
