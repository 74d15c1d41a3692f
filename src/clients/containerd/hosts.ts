import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { Observation } from '../client.js';
import { type DefaultHostSettings, defaultHost, type HostOptions, NO_SETTINGS } from './default-host.js';
import { certificateFiles } from './hosts/certificate-files.js';
import type { HostEntry } from './hosts/entry.js';
import { unusableCertificates } from './hosts/usable.js';
import { hostsDirectory } from './hosts-directory.js';
import { readHostsFile } from './hosts-file.js';
import { hostsObservations } from './hosts-observations.js';
import { httpFallback } from './http-fallback.js';
import type { RegistryHost } from './registry-host.js';

/** The hosts asked for a registry, in order, and what in the files has no effect. */
export interface HostList {
  readonly hosts: readonly RegistryHost[];
  readonly observations: readonly Observation[];
}

/**
 * Host list of a registry out of certs.d roots (containerd `core/remotes/docker/config/hosts.go`: ConfigureHosts, loadHostDir). A hosts.toml that
 * can't be used is only logged: the directory then counts for its certificates, and the registry's own host is asked. A file that can't be read
 * stops every pull: the list's first host then says so (`unusable`). Never throws.
 */
export function hostsFor(
  host: Host,
  version: string,
  roots: readonly string[],
  registry: string,
  options: HostOptions = {},
): HostList {
  const directory = hostsDirectory(host, version, roots, registry);
  const observations = hostsObservations({ host, version, roots, registry });
  return { hosts: hostsOf(host, version, directory, registry, options), observations };
}

/** Hosts that one directory brings; null: no directory, and then the registry itself with the TLS settings of `own`. */
export function hostsOf(
  host: Host,
  version: string,
  directory: string | null,
  registry: string,
  options: HostOptions,
  own: Partial<DefaultHostSettings> = {},
): readonly RegistryHost[] {
  if (directory === null) return [defaultHost(version, registry, { ...NO_SETTINGS, ...own }, options)];
  const stopped = (text: string, source: Source): RegistryHost[] => [
    { ...defaultHost(version, registry, NO_SETTINGS, options), unusable: { text, source }, sources: [source] },
  ];
  const source: Source = { kind: 'file', name: directory, line: null, says: '' };
  if (host.files.list(directory).kind !== 'directory' && host.files.read(directory).kind === 'file')
    return stopped(`open ${posix.join(directory, 'hosts.toml')}: not a directory`, source);
  const file = readHostsFile(host, version, directory);
  if (file.kind === 'unreadable') return stopped(file.text, file.source);
  const entries = file.kind === 'read' ? file.entries : [certificatesOnly(host, directory)];
  return entries.map((entry) => registryHost(host, version, registry, entry, options));
}

function certificatesOnly(host: Host, directory: string): HostEntry {
  const files = certificateFiles(host, directory);
  return {
    ...files,
    url: null,
    path: '/v2',
    capabilities: { pull: true, resolve: true, push: true },
    skipVerify: null,
    dialMs: null,
    rewrites: [],
    sources: [...(files.authorities ?? []), ...(files.clientPairs ?? [])].map(({ source }) => source),
  };
}

function registryHost(
  host: Host,
  version: string,
  registry: string,
  entry: HostEntry,
  options: HostOptions,
): RegistryHost {
  const unusable = unusableCertificates(host, entry);
  const [pair] = entry.clientPairs ?? [];
  const ownTls = entry.authorities !== null || entry.clientPairs !== null || entry.skipVerify !== null;
  const settings = {
    skipVerify: entry.skipVerify ?? false,
    authorities: entry.authorities ?? [],
    clientCertificate: pair ?? null,
    sources: entry.sources,
    ...(entry.dialMs === null ? {} : { dialMs: entry.dialMs }),
    ...(unusable === null ? {} : { unusable }),
  };
  if (entry.url === null) return defaultHost(version, registry, { ...settings, explicitTls: ownTls }, options);
  const { scheme, host: contacted } = entry.url;
  const fallsBack = scheme === 'http' && (ownTls || options.defaultTls !== undefined);
  return {
    ...settings,
    scheme,
    host: contacted,
    path: entry.path,
    resolves: entry.capabilities.pull && entry.capabilities.resolve,
    pulls: entry.capabilities.pull,
    pushes: entry.capabilities.push,
    skipVerify: entry.skipVerify ?? options.defaultTls?.skipVerify ?? false,
    httpFallback: fallsBack ? httpFallback(version, contacted) : null,
    ...(options.rewrites === true && entry.rewrites.length > 0 ? { rewrites: entry.rewrites } : {}),
    sources: entry.sources,
  };
}
