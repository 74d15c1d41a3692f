import { posix } from 'node:path';
import type { Observation } from '../../../client.js';
import { hostsDirectory } from '../../hosts-directory.js';
import { withConfigPath } from '../edit-config.js';
import { CERTS_ROOT, DEFAULT_ROOTS } from '../series.js';
import { textAt } from '../setting.js';
import { toHostsFiles } from '../to-hosts-files.js';
import { withoutSecrets } from '../without-secrets.js';
import type { CriLook } from './shared.js';

/** A directory for the registry asked that is not looked at: `config_path` names none, or two at once where the transfer service takes them for one. */
export function unreadCerts({ host, configuration, registry }: CriLook): Observation[] {
  const { mode, version, localPull, broken } = configuration;
  if (registry === null || broken !== null) return [];
  const set = textAt(configuration.registry, 'config_path');
  const joined = mode.kind === 'hosts' && !localPull && mode.roots.some((root) => root.includes(':'));
  const candidates = joined
    ? (set === '' ? DEFAULT_ROOTS : set).split(':')
    : mode.kind === 'mirrors' || mode.roots.length === 0
      ? [CERTS_ROOT]
      : [];
  const root = candidates.find(
    (each) => each.startsWith('/') && hostsDirectory(host, version, [each], registry) !== null,
  );
  const directory = root === undefined ? null : hostsDirectory(host, version, [root], registry);
  if (root === undefined || directory === null || isEmpty(host.files.list(directory))) return [];
  const path = posix.join(directory, 'hosts.toml');
  const read = host.files.read(path);
  const text = joined
    ? `${directory} is not looked at: containerd ${version} pulls through its transfer service, which takes ${JSON.stringify(set === '' ? DEFAULT_ROOTS : set)} for one directory; name one only`
    : `${directory} is not looked at: config_path is not set in ${configuration.path}`;
  const hasMirrors = mode.kind === 'mirrors' && configuration.registry.entries.has('mirrors');
  const cure = hasMirrors ? toHostsFiles(host, configuration, registry) : [withConfigPath(configuration, root)];
  const meant =
    read.kind !== 'file'
      ? 'trust'
      : /skip_verify|http:\/\//.test(read.text)
        ? 'insecure'
        : /\bca\b/.test(read.text)
          ? 'trust'
          : 'mirror';
  const name = read.kind === 'file' ? path : directory;
  return [
    {
      code: 'config-ignored-wrong-path',
      source: { kind: 'file', name, line: null, says: '' },
      text,
      meant,
      cure: withoutSecrets(cure),
    },
  ];
}

function isEmpty(listed: { readonly kind: string; readonly names?: readonly string[] }): boolean {
  return listed.kind === 'directory' && listed.names?.length === 0;
}
