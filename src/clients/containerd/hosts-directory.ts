import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import { sinceVersion } from '../version.js';

/** `_default` counts from here on. */
const DEFAULT_DIRECTORY = ['1.6.17', '1.7.0'];

/**
 * The directory for a registry under the first root that has one: `host_port_`, `host:port`, `_default` (containerd `config/hosts.go`:
 * HostDirFromRoot, `config_unix.go`: hostPaths). An empty directory counts, and nothing is merged. Null: none.
 */
export function hostsDirectory(host: Host, version: string, roots: readonly string[], registry: string): string | null {
  const port = /^(.+):(\d+)$/.exec(registry);
  const names = [...(port === null ? [] : [`${port[1]}_${port[2]}_`]), registry];
  if (sinceVersion(version, DEFAULT_DIRECTORY)) names.push('_default');
  for (const root of roots) {
    const found = names.map((name) => posix.join(root, name)).find((path) => host.files.list(path).kind !== 'absent');
    if (found !== undefined) return found;
  }
  return null;
}
