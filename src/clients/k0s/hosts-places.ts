import { posix } from 'node:path';
import type { ConfigurationPlace } from '../client.js';
import { hostsDirectory } from '../containerd/hosts-directory.js';
import type { K0sNode } from './node.js';

/** Files of one directory listed; real ones have a handful. */
const MOST = 50;

/** The directories for hosts files, and what lies in that of a registry. */
export function hostsPlaces(
  { host, configuration, containerdVersion }: K0sNode,
  registry: string | null,
): readonly ConfigurationPlace[] {
  const { mode } = configuration;
  if (mode.kind !== 'hosts') return [];
  return mode.roots.flatMap((root): ConfigurationPlace[] => {
    const kind = host.files.list(root).kind;
    const own: ConfigurationPlace = {
      path: root,
      found: kind === 'directory' ? 'read' : kind,
      says: root.includes(':')
        ? 'two directories taken for one: neither is read'
        : 'hosts.toml and certificates of registries',
    };
    const directory = registry === null ? null : hostsDirectory(host, containerdVersion, [root], registry);
    const listed = directory === null ? null : host.files.list(directory);
    if (directory === null || listed?.kind !== 'directory') return [own];
    const files = listed.names.slice(0, MOST).map((name): ConfigurationPlace => {
      const path = posix.join(directory, name);
      return { path, found: host.files.read(path).kind === 'file' ? 'read' : 'unreadable', says: `for ${registry}` };
    });
    return [own, ...files];
  });
}
