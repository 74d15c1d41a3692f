import type { Observation } from '../client.js';
import { hostsDirectory } from '../containerd/hosts-directory.js';
import { fileSource } from '../containers-image/registries/text.js';
import { dropIn } from './certs.js';
import { CERTS_ROOT, configuredRoot, DROP_INS, type K0sNode } from './node.js';
import { hasContainerd2, readsDropIns } from './versions.js';

/** Where people put hosts files for k0s. */
const ROOTS = [CERTS_ROOT, '/etc/k0s/certs.d', '/etc/containerd/certs.d', '/etc/docker/certs.d'];

/** Hosts files of a registry in a directory that no config_path names; the cure is the drop-in that does. */
export function unreadHosts(node: K0sNode, registry: string | null): readonly Observation[] {
  if (registry === null || node.configuration.broken !== null) return [];
  const { host, containerdVersion, version, managed, configuration } = node;
  const { mode } = configuration;
  const read = mode.kind === 'hosts' ? mode.roots : [];
  const known = configuredRoot(node);
  const root = ROOTS.find(
    (each) => !read.includes(each) && hostsDirectory(host, containerdVersion, [each], registry) !== null,
  );
  const found = root === undefined ? null : hostsDirectory(host, containerdVersion, [root], registry);
  if (root === undefined || found === null || found.endsWith('/_default')) return [];
  if (known !== null && hostsDirectory(host, containerdVersion, [known], registry) !== null) return [];
  const why =
    known !== null
      ? `config_path names ${known}`
      : hasContainerd2(version)
        ? `without a config_path in ${DROP_INS} containerd ${containerdVersion} takes its two default directories for one and reads neither`
        : `no config_path in ${DROP_INS} names ${root}`;
  const cure = managed && readsDropIns(version) && known === null ? [dropIn(version, root)] : [];
  const text = `${found} is not read: ${why}`;
  return [{ code: 'config-ignored-wrong-path', source: fileSource(found, null, ''), text, meant: 'other', cure }];
}
