import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import type { PlanNode } from '../../../plan/nodes.js';
import { isLocalhost } from '../default-host.js';
import type { RegistryHost } from '../registry-host.js';
import { type Endpoint, registryEndpoints } from './endpoints.js';
import { type GoUrl, parseGoUrl } from './go-url.js';
import type { CriStop } from './hosts-of-registry.js';
import { flagAt, type Place, type SettingTable, settingAt, sourceOf, textAt } from './setting.js';

const NO_TLS: Tls = { skipVerify: false, authorities: [], clientCertificate: null, sources: [] };

type Tls = Pick<RegistryHost, 'skipVerify' | 'authorities' | 'clientCertificate' | 'sources'>;

/**
 * Hosts of a registry in mirrors mode (containerd `pkg/cri/sbserver/image_pull.go`: registryHosts, getTLSConfig). Paths are taken as written, only an empty
 * one becomes `/v2`; every endpoint resolves and pulls; nothing falls back to another scheme. `configs.*.tls` counts in 1.x only.
 */
export function mirrorHosts(
  host: Host,
  registryTable: SettingTable,
  registry: string,
  readsTls: boolean,
): readonly RegistryHost[] | CriStop {
  const listed = registryEndpoints(registryTable, registry);
  if (!listed.ok) return stopped(`get registry endpoints: ${listed.text}`, listed.place);
  const hosts: RegistryHost[] = [];
  for (const endpoint of listed.endpoints) {
    const url = parseGoUrl(endpoint.url);
    if (url === null || (url.scheme !== 'http' && url.scheme !== 'https')) continue;
    const table = readsTls ? settingAt(registryTable, ['configs', url.host, 'tls']) : undefined;
    const tls = table?.kind === 'table' ? tlsOf(host, table, endpoint.url) : loopbackTls(registry, url);
    if ('stop' in tls) return tls;
    hosts.push(registryHost(url, url.scheme, endpoint, tls));
  }
  return hosts;
}

function registryHost(url: GoUrl, scheme: RegistryHost['scheme'], { place }: Endpoint, tls: Tls): RegistryHost {
  const path = url.path === '' ? '/v2' : posix.normalize(url.path).replace(/\/+$/, '');
  const says = `endpoint ${scheme}://${url.host}${url.path}`;
  const sources: Source[] = place === null ? [] : [sourceOf(place, says)];
  return {
    ...tls,
    scheme,
    host: url.host,
    path,
    resolves: true,
    httpFallback: null,
    sources: [...sources, ...tls.sources],
  };
}

/** Concerns the token server only: the registry itself is asked over plain HTTP. */
function loopbackTls(registry: string, { scheme }: GoUrl): Tls {
  return { ...NO_TLS, skipVerify: scheme === 'http' && isLocalhost(registry) };
}

function tlsOf(host: Host, table: SettingTable, url: string): Tls | CriStop {
  const [ca, certificate, key] = ['ca_file', 'cert_file', 'key_file'].map((name) => textAt(table, name));
  const failed = (text: string, name: string): CriStop =>
    stopped(`get TLSConfig for registry ${JSON.stringify(url)}: ${text}`, placeOf(table, name));
  if (certificate && !key)
    return failed(
      `cert file ${JSON.stringify(certificate)} was specified, but no corresponding key file was specified`,
      'cert_file',
    );
  if (!certificate && key)
    return failed(
      `key file ${JSON.stringify(key)} was specified, but no corresponding cert file was specified`,
      'key_file',
    );
  for (const [path, what, name] of [
    [certificate, 'cert', 'cert_file'],
    [key, 'cert', 'key_file'],
    [ca, 'CA', 'ca_file'],
  ] as const) {
    if (!path) continue;
    const read = host.files.read(path);
    if (read.kind === 'absent')
      return failed(`failed to load ${what} file: open ${path}: no such file or directory`, name);
    if (read.kind === 'directory') return failed(`failed to load ${what} file: read ${path}: is a directory`, name);
  }
  const source = (name: string): Source =>
    sourceOf(placeOf(table, name), `${name} = ${JSON.stringify(textAt(table, name))}`);
  const skipVerify = flagAt(table, 'insecure_skip_verify') === true;
  return {
    skipVerify,
    authorities: ca ? [{ path: ca, source: source('ca_file') }] : [],
    clientCertificate: certificate && key ? { path: certificate, keyPath: key, source: source('cert_file') } : null,
    sources: skipVerify ? [sourceOf(placeOf(table, 'insecure_skip_verify'), 'insecure_skip_verify = true')] : [],
  };
}

function placeOf(table: SettingTable, key: string): Place {
  return table.entries.get(key)?.place ?? table.place;
}

function stopped(because: string, place: Place): CriStop {
  const source = sourceOf(place, '');
  const stop: PlanNode = { kind: 'stop', failure: 'config', because, sources: [source] };
  return { stop, source };
}
