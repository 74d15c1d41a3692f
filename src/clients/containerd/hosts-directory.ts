import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import { sinceVersion } from '../version.js';

/** `_default` counts from here on. */
const DEFAULT_DIRECTORY = ['1.6.17', '1.7.0'];

/** Names under which a root is searched for a registry, in order: `host_port_`, `host:port`, `_default` (containerd `config/config_unix.go`: hostPaths). */
export function directoryNames(version: string, registry: string): string[] {
  const colon = registry.lastIndexOf(':');
  const ported = colon > 0 ? [`${registry.slice(0, colon)}_${registry.slice(colon + 1)}_`] : [];
  return [...ported, registry, ...(sinceVersion(version, DEFAULT_DIRECTORY) ? ['_default'] : [])];
}

/**
 * The directory for a registry under the first root that has one (containerd `config/hosts.go`: HostDirFromRoot). An empty directory counts, a
 * file does too, and nothing is merged. Null: none.
 */
export function hostsDirectory(host: Host, version: string, roots: readonly string[], registry: string): string | null {
  const names = directoryNames(version, registry);
  for (const root of roots) {
    const found = names.map((name) => posix.join(root, name)).find((path) => exists(host, path));
    if (found !== undefined) return found;
  }
  return null;
}

function exists(host: Host, path: string): boolean {
  return host.files.list(path).kind !== 'absent' || host.files.read(path).kind === 'file';
}
