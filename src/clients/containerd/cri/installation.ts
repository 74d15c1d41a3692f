import type { Host } from '../../../host/host.js';
import type { PlanRequest } from '../../client.js';
import { fileSource } from '../../containers-image/registries/text.js';
import { daemonHost } from '../../daemon-host.js';
import { DAEMON_OF } from '../../service/daemons.js';
import { configPath } from './config-path.js';
import { type CriConfiguration, readCriConfiguration } from './configuration.js';
import { criObservations } from './observations/observe.js';
import type { CriInstallation } from './plan.js';
import { criRegistryHosts } from './registry-hosts.js';

/** Releases that were run for this project: Debian 12's. */
const RUN = '1.6.';
const DAEMON = DAEMON_OF['containerd'] ?? { processes: ['containerd'], units: ['containerd'] };

/** The machine as containerd itself sees it. */
export function containerdHost(host: Host): Host {
  return daemonHost(host, DAEMON);
}

/** The configuration of the containerd that runs, or would: from the file it was started with. */
export function containerdConfigurationOf(host: Host, version: string): CriConfiguration {
  const { path, given } = configPath(host);
  const configuration = readCriConfiguration(host, version, path);
  if (!given || configuration.files.length > 0 || configuration.broken !== null) return configuration;
  const text = `failed to load TOML: ${path}: open ${path}: no such file or directory`;
  return { ...configuration, broken: { text, source: fileSource(path, null, '--config'), daemon: true } };
}

/** containerd's own package, pulling through CRI. */
export function containerdInstallation({ host, version }: PlanRequest): CriInstallation {
  const configuration = containerdConfigurationOf(host, version.text);
  const { mode } = configuration;
  return {
    client: 'containerd',
    containerdVersion: version.text,
    basis: version.text.startsWith(RUN) ? 'run' : 'read',
    host: containerdHost(host),
    registryHosts: (registry) => {
      const found = criRegistryHosts(host, version.text, configuration, registry);
      const observations = criObservations(host, configuration, registry);
      return 'stop' in found
        ? { ...found, observations }
        : { ...found, observations: [...found.observations, ...observations] };
    },
    sources: mode.kind === 'hosts' && mode.source !== null ? [mode.source] : [],
  };
}
