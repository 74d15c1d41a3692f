import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { Observation } from '../client.js';
import { defaultHost, NO_SETTINGS } from './default-host.js';
import { hostsDirectory } from './hosts-directory.js';
import { readHostsFile } from './hosts-file.js';
import type { RegistryHost } from './registry-host.js';

/** The hosts asked for a registry, in order, and what in the files has no effect. */
export interface HostList {
  readonly hosts: readonly RegistryHost[];
  readonly observations: readonly Observation[];
}

/**
 * Host list of a registry out of certs.d roots (containerd `core/remotes/docker/config/hosts.go`: ConfigureHosts, loadHostDir). A hosts.toml that
 * can't be used is only logged: the directory then counts for its certificates, and the registry's own host is asked.
 */
export function hostsFor(host: Host, version: string, roots: readonly string[], registry: string): HostList {
  const directory = hostsDirectory(host, version, roots, registry);
  if (directory === null) return { hosts: [defaultHost(version, registry, NO_SETTINGS)], observations: [] };
  const file = readHostsFile(host, version, directory, registry);
  if (file !== null && file.hosts !== null) return { hosts: file.hosts, observations: [] };
  const observations: Observation[] = [];
  if (file !== null) {
    const text = `containerd drops the whole file (${file.text}) and asks the registry itself`;
    observations.push({ code: 'config-parse-error', source: file.source, text, meant: 'other', cure: [] });
  }
  return { hosts: [certificatesOnly(host, version, directory, registry)], observations };
}

/** Docker's layout: `*.crt` are authorities, `X.cert` with `X.key` a client certificate (…: loadCertFiles). */
function certificatesOnly(host: Host, version: string, directory: string, registry: string): RegistryHost {
  const listed = host.files.list(directory);
  const names = listed.kind === 'directory' ? listed.names : [];
  const at = (name: string): { path: string; source: Source } => {
    const path = posix.join(directory, name);
    return { path, source: { kind: 'file', name: path, line: null, says: '' } };
  };
  const authorities = names.filter((name) => name.endsWith('.crt')).map(at);
  const certificate = names.find((name) => name.endsWith('.cert'));
  const key = certificate === undefined ? null : `${certificate.slice(0, -'.cert'.length)}.key`;
  const clientCertificate =
    certificate === undefined || key === null
      ? null
      : { ...at(certificate), keyPath: posix.join(directory, names.includes(key) ? key : certificate) };
  return defaultHost(version, registry, { ...NO_SETTINGS, authorities, clientCertificate });
}
