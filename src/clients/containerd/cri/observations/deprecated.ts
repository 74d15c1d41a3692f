import type { Observation } from '../../../client.js';
import type { NewFile } from '../edit-config.js';
import { flagAt, settingAt, tableAt, textAt } from '../setting.js';
import { toHostsFiles } from '../to-hosts-files.js';
import { type CriLook, observed } from './shared.js';

/** Tables told of one configuration. */
const MOST = 20;

/** What 2.x no longer reads (`configs.*.tls`), and what it reads with a warning. */
export function deprecatedKeys({ host, configuration, registry: asked }: CriLook): Observation[] {
  const { registry, series, version } = configuration;
  if (!series.second) return [];
  const found: Observation[] = [];
  let cure: readonly NewFile[] | null = null;
  for (const [key, entry] of tableAt(registry, ['configs']).entries) {
    const tls = settingAt(entry, ['tls']);
    if (tls?.kind !== 'table' || found.length === MOST) continue;
    const meant = flagAt(tls, 'insecure_skip_verify') === true ? 'insecure' : 'trust';
    const text = `containerd ${version} no longer knows configs.*.tls: the settings for ${key} are ignored with a warning in the log, and belong into a hosts.toml`;
    cure ??= toHostsFiles(host, configuration, asked);
    found.push(observed('config-unknown-key', tls.place, `configs.${JSON.stringify(key)}.tls`, text, meant, cure));
  }
  for (const [key, instead] of [
    ['mirrors', 'config_path with hosts.toml'],
    ['configs', 'config_path with hosts.toml, and imagePullSecrets'],
    ['auths', 'imagePullSecrets'],
  ] as const) {
    const table = tableAt(registry, [key]);
    const onlyTls =
      key === 'configs' && [...table.entries.values()].every((entry) => settingAt(entry, ['auth']) === undefined);
    if (table.entries.size === 0 || onlyTls) continue;
    const text = `${key} still works in containerd ${version} and will be taken away: use ${instead}`;
    found.push(observed('config-deprecated', table.place, key, text, key === 'mirrors' ? 'mirror' : 'credentials'));
  }
  return found;
}

/** A `ca_file` without a PEM certificate adds nothing, and nobody is told (containerd `pkg/cri/sbserver/image_pull.go`: getTLSConfig). 1.x only. */
export function uselessAuthorities({ host, configuration }: CriLook): Observation[] {
  const { registry, series } = configuration;
  if (series.second) return [];
  return [...tableAt(registry, ['configs']).entries].flatMap(([key, entry]): Observation[] => {
    const tls = settingAt(entry, ['tls']);
    if (tls?.kind !== 'table') return [];
    const ca = textAt(tls, 'ca_file');
    const place = tls.entries.get('ca_file')?.place ?? tls.place;
    const read = ca === '' ? null : host.files.read(ca);
    if (read?.kind !== 'file' || read.text.includes('-----BEGIN CERTIFICATE-----')) return [];
    const text = `${ca}, the CA for ${key}, holds no PEM certificate: containerd adds nothing and says nothing (openssl x509 -inform der -in ${ca} -out FILE makes a PEM of a DER file)`;
    return [observed('config-ignored-wrong-path', place, `ca_file = ${JSON.stringify(ca)}`, text, 'trust')];
  });
}
