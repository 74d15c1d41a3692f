import type { Host } from '../host/host.js';

/** Where programs are when the environment names no PATH: what init systems and shells start with. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Absolute path of a program on the host's PATH, or null. Looks at directory listings only: programs are large. */
export function programPath(host: Host, name: string): string | null {
  const path = host.environment['PATH'] ?? '';
  for (const directory of (path === '' ? DEFAULT_PATH : path).split(':')) {
    if (!directory.startsWith('/')) continue;
    const listed = host.files.list(directory);
    if (listed.kind === 'directory' && listed.names.includes(name)) return `${directory.replace(/\/$/, '')}/${name}`;
  }
  return null;
}
