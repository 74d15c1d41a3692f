import { posix } from 'node:path';
import type { HostFiles } from '../../host/host.js';
import type { FailureKind } from '../../plan/failure.js';
import { isLocalhost } from '../containerd/default-host.js';
import type { RegistryHost } from '../containerd/registry-host.js';
import { keyPairError } from '../containers-image/certs/key-pair.js';
import { versionAtLeast } from '../version.js';
import { EMPTY_TABLE, type RegistryTable } from './registry-table.js';

/** Up to here http came first, and https was another host. */
const HTTPS_FIRST_SINCE = '0.12.3';
/** From here on port 443 gives way to port 80 after a refusal or a time-out too. */
const PORT_ERRORS_SINCE = '0.14.0';

/**
 * The hosts asked for a registry, in order (BuildKit `util/resolver/resolver.go`: NewRegistryConfig): mirrors, each with the table of its own name and
 * never with that of the registry it stands for, then the registry. A scheme in `mirrors` is thrown away.
 * @param version of BuildKit.
 */
export function buildkitHosts(
  files: HostFiles,
  tables: ReadonlyMap<string, RegistryTable>,
  registry: string,
  version: string,
): RegistryHost[] {
  const own = tables.get(registry);
  const contacted = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  if (own === undefined) return fromTable(files, contacted, '/v2', EMPTY_TABLE, version, true);
  const mirrors = own.mirrors.flatMap(({ text, source }) => {
    const { host, path } = mirrorParts(text);
    const table = tables.get(host) ?? EMPTY_TABLE;
    return fromTable(files, host, path, { ...table, sources: [source, ...table.sources] }, version, false);
  });
  return [...mirrors, ...fromTable(files, contacted, '/v2', own, version, true)];
}

/** Host and path of a mirror (…: extractMirrorHostAndPath): the path stands behind `/v2`. */
export function mirrorParts(mirror: string): { host: string; path: string } {
  const found = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?([^/?#]+)([^?#]*)/i.exec(
    mirror.includes('://') ? mirror : `//${mirror}`,
  );
  const path = (found?.[2] ?? '').replace(/\/+$/, '');
  return { host: found?.[1] ?? mirror, path: posix.join('/v2', path) };
}

/** One host, or two where http was a host of its own (…: fillInsecureOpts). */
function fromTable(
  files: HostFiles,
  host: string,
  path: string,
  table: RegistryTable,
  version: string,
  pushes: boolean,
): RegistryHost[] {
  const certificates = certificatesOf(files, table);
  const https: RegistryHost = {
    scheme: 'https',
    host,
    path,
    resolves: true,
    pushes,
    skipVerify: table.insecure === true,
    authorities: certificates.authorities,
    clientCertificate: certificates.pairs[0] ?? null,
    httpFallback: null,
    sources: table.sources,
    ...(certificates.unusable === null ? {} : { unusable: certificates.unusable }),
  };
  const plain = table.http ?? isLocalhost(host);
  const http: RegistryHost = { ...https, scheme: 'http' };
  if (table.insecure !== true) return [plain ? { ...http, authorities: [], clientCertificate: null } : https];
  if (!plain) return [https];
  if (!versionAtLeast(version, HTTPS_FIRST_SINCE)) return [http, https];
  return [{ ...http, httpFallback: fallback(host, version) }];
}

/** After which failures of https http is asked (…: httpFallback.RoundTrip, isTLSError, isPortError). */
function fallback(host: string, version: string): readonly FailureKind[] {
  const always: FailureKind[] = ['tls-plain-http', 'tls-timeout'];
  const hasPort = /:\d+$/.test(host);
  if (hasPort || !versionAtLeast(version, PORT_ERRORS_SINCE)) return always;
  return [...always, 'tcp-refused', 'tcp-timeout', 'dns-timeout', 'http-timeout'];
}

interface Certificates extends Pick<RegistryTable, 'authorities' | 'pairs'> {
  readonly unusable: NonNullable<RegistryHost['unusable']> | null;
}

/** CAs and client certificates, and the first file that can't be used: then nothing is asked (…: loadTLSConfig). */
function certificatesOf(files: HostFiles, table: RegistryTable): Certificates {
  const authorities = [...table.authorities];
  const pairs = [...table.pairs];
  for (const { path, source } of table.certificateDirectories) {
    const listed = files.list(path);
    for (const name of listed.kind === 'directory' ? listed.names : []) {
      const file = posix.join(path, name);
      const at = { ...source, name: file, line: null };
      if (name.endsWith('.crt')) authorities.push({ path: file, source: at });
      if (name.endsWith('.cert')) pairs.push({ path: file, keyPath: file.replace(/\.cert$/, '.key'), source: at });
    }
  }
  const missing = authorities.find(({ path }) => files.read(path).kind !== 'file');
  if (missing !== undefined)
    return { authorities, pairs, unusable: { text: `failed to read ${missing.path}`, source: missing.source } };
  for (const pair of pairs) {
    const error = keyPairError(files, pair.path, pair.keyPath);
    if (error !== null)
      return {
        authorities,
        pairs,
        unusable: { text: `failed to load keypair for ${pair.path}: ${error}`, source: pair.source },
      };
  }
  return { authorities, pairs, unusable: null };
}
