import type { Host } from '../../../host/host.js';
import { hostsFor } from '../hosts.js';
import type { CriConfiguration } from './configuration.js';
import { credentialIn } from './credentials.js';
import type { CriHosts, CriStop } from './hosts-of-registry.js';
import { mirrorHosts } from './mirrors.js';

/**
 * What the CRI plugin asks for a registry (`host[:port]` as in the reference), and with which configured logins; a stop where containerd or the plugin
 * doesn't work (containerd `internal/cri/server/images/image_pull.go`: registryHosts, and `core/transfer/registry/registry.go` for the transfer service).
 * Observations are those of the files under certs.d; config.toml's own are `criObservations`. Never throws.
 */
export function criRegistryHosts(
  host: Host,
  version: string,
  configuration: CriConfiguration,
  registry: string,
): CriHosts | CriStop {
  const { broken, mode, registry: table, series } = configuration;
  if (broken !== null) {
    const { text, source } = broken;
    return { stop: { kind: 'stop', failure: 'config', because: text, sources: [source] }, source };
  }
  const credentialFor: CriHosts['credentialFor'] = (contacted) => credentialIn(table, contacted);
  if (mode.kind === 'mirrors') {
    const hosts = mirrorHosts(host, table, registry, !series.second);
    return 'stop' in hosts ? hosts : { hosts, observations: [], credentialFor };
  }
  return { ...hostsFor(host, version, mode.roots, registry), credentialFor };
}
