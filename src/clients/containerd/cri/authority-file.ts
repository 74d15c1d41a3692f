import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { Remedy } from '../../client.js';
import type { CriConfiguration } from './configuration.js';
import { registryTable } from './edit-config.js';
import { settingAt } from './setting.js';
import { withTextKey } from './toml-edit.js';

/** Where the certificate is put; the name says whose it is. */
const DIRECTORY = '/etc/containerd/certs';
const HUB = 'docker.io';
const HUB_HOST = 'registry-1.docker.io';

/**
 * `registry.configs."HOST".tls.ca_file` in config.toml, which containerd 1.x reads where no `config_path` is set (containerd `docs/cri/registry.md`,
 * `pkg/cri/server/image_pull.go`: getTLSConfig). Whole new contents; null where there is a `ca_file` already, or no such setting in this release.
 */
export function authorityFile(
  host: Host,
  configuration: CriConfiguration,
  endpoint: string,
  pem: string,
  restart: string,
): Remedy | null {
  const { series, mode, broken, registry } = configuration;
  if (series.second || mode.kind !== 'mirrors' || broken !== null) return null;
  const name = endpoint === HUB ? HUB_HOST : endpoint;
  if (!/^[A-Za-z0-9[][A-Za-z0-9.:_[\]-]{0,254}$/.test(name)) return null;
  const path = posix.join(DIRECTORY, `${name.replaceAll(/[^A-Za-z0-9.-]/g, '_')}.crt`);
  if (settingAt(registry, ['configs', name, 'tls', 'ca_file']) !== undefined) return null;
  if (host.files.read(path).kind !== 'absent') return null;
  const table = registryTable(configuration);
  const content = withTextKey(table.text, [...table.keys, 'configs', name, 'tls'], 'ca_file', path, null);
  return {
    summary: `trust the certificate in ${path} for ${name}: ca_file in ${table.path}`,
    files: [
      { path, content: pem.endsWith('\n') ? pem : `${pem}\n` },
      { path: table.path, content },
    ],
    prose: [],
    limits: ['for containerd 1.x only: 2.0 and later read hosts.toml, and not this setting'],
    reload: `${restart} (config.toml is read at the start only)`,
  };
}
