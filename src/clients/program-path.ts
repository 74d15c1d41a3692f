import type { Host } from '../host/host.js';
import { searchPath } from '../host/search-path.js';

/** Absolute path of a program on the host's PATH, or null. Looks at directory listings only: programs are large. */
export function programPath(host: Host, name: string): string | null {
  for (const directory of searchPath(host.environment['PATH'])) {
    const listed = host.files.list(directory === '' ? '/' : directory);
    if (listed.kind === 'directory' && listed.names.includes(name)) return `${directory}/${name}`;
  }
  return null;
}
