import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { CriConfiguration } from './configuration.js';
import { isFree, type NewFile, registryTable } from './edit-config.js';
import { registryEndpoints } from './endpoints.js';
import { parseGoUrl } from './go-url.js';
import { CERTS_ROOT } from './series.js';
import { flagAt, type SettingTable, settingAt, tableAt, textAt } from './setting.js';
import { withoutTables, withTextKey } from './toml-edit.js';

/** Registries written out; real lists have a handful. */
const MAX_REGISTRIES = 50;
/** Tables of `configs` taken out; beyond, the plugin refuses what is left, and replay shows it. */
const MAX_CONFIGS = 500;

/**
 * What `mirrors` and `configs.*.tls` say, as hosts.toml files, and config.toml with `config_path` instead of them; logins stay. A hosts.toml that is there
 * is left alone. `registry` gets a file too where only the TLS settings of its own host are given.
 */
export function toHostsFiles(host: Host, configuration: CriConfiguration, registry: string | null): readonly NewFile[] {
  const table = registryTable(configuration);
  const mirrors = tableAt(configuration.registry, ['mirrors']);
  const configs = tableAt(configuration.registry, ['configs']);
  const own = registry !== null && configs.entries.has(registry) ? [registry] : [];
  const names = [...new Set([...mirrors.entries.keys(), ...own])].slice(0, MAX_REGISTRIES);
  const files = names.flatMap((name): NewFile[] => {
    const path = posix.join(CERTS_ROOT, name === '*' ? '_default' : name, 'hosts.toml');
    const isName = /^[A-Za-z0-9*.:[\]_-]+$/.test(name) && !name.includes('..');
    return isName && isFree(host, path) ? [{ path, content: hostsToml(configuration.registry, name) }] : [];
  });
  const dead = [
    [...table.keys, 'mirrors'],
    ...[...configs.entries.keys()].slice(0, MAX_CONFIGS).map((name) => [...table.keys, 'configs', name, 'tls']),
  ];
  const place = settingAt(configuration.registry, ['config_path'])?.place;
  const set = textAt(configuration.registry, 'config_path') === '' ? CERTS_ROOT : null;
  const line = place?.path === table.path ? place.line : null;
  const text = set === null ? table.text : withTextKey(table.text, table.keys, 'config_path', set, line);
  return [...files, { path: table.path, content: withoutTables(text, dead) }];
}

function hostsToml(registry: SettingTable, name: string): string {
  const listed = registryEndpoints(registry, name);
  const endpoints = listed.ok ? listed.endpoints.filter(({ place }) => place !== null || name !== '*') : [];
  const written = endpoints.flatMap(({ url }) => parseGoUrl(url) ?? []);
  const own = written.find(({ host }) => host === name);
  const head = own === undefined ? [] : [`server = ${JSON.stringify(`${own.scheme}://${own.host}${own.path}`)}`, ''];
  const tables = written.flatMap(({ scheme, host, path }) => [
    `[host.${JSON.stringify(`${scheme}://${host}${path}`)}]`,
    '  capabilities = ["pull", "resolve"]',
    ...(path === '' ? [] : ['  override_path = true']),
    ...tlsLines(tableAt(registry, ['configs', host, 'tls'])),
    '',
  ]);
  return `${[...head, ...tables].join('\n').trimEnd()}\n`;
}

function tlsLines(tls: SettingTable): readonly string[] {
  const [ca, certificate, key] = ['ca_file', 'cert_file', 'key_file'].map((name) => JSON.stringify(textAt(tls, name)));
  return [
    ...(flagAt(tls, 'insecure_skip_verify') === true ? ['  skip_verify = true'] : []),
    ...(ca === '""' ? [] : [`  ca = ${ca}`]),
    ...(certificate === '""' || key === '""' ? [] : [`  client = [[${certificate}, ${key}]]`]),
  ];
}
