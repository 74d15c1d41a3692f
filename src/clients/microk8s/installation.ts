import type { Host } from '../../host/host.js';
import { overlayFiles } from '../../host/overlay.js';
import type { PlanRequest } from '../client.js';
import { type CriConfiguration, readCriConfiguration } from '../containerd/cri/configuration.js';
import { criObservations } from '../containerd/cri/observations/observe.js';
import type { CriInstallation } from '../containerd/cri/plan.js';
import { criRegistryHosts } from '../containerd/cri/registry-hosts.js';
import { type Daemon, daemonHost } from '../daemon-host.js';
import { versionAtLeast } from '../version.js';
import { environmentFile } from './environment-file.js';

/** The snap's data; host files below /etc/containerd and /etc/docker are not read. */
export const SNAP_DATA = '/var/snap/microk8s/current';
export const TEMPLATE = `${SNAP_DATA}/args/containerd-template.toml`;
export const ENVIRONMENT = `${SNAP_DATA}/args/containerd-env`;
export const CERTS_ROOT = `${SNAP_DATA}/args/certs.d`;

const DAEMON: Daemon = { processes: ['containerd'], units: ['snap.microk8s.daemon-containerd'] };

/** containerd in MicroK8s by its minor release, newest first (canonical/microk8s `build-scripts/components/containerd/version.sh`, per branch). */
const CONTAINERD: readonly (readonly [microk8s: string, containerd: string])[] = [
  ['1.36.0', '2.2.3'],
  ['1.35.0', '2.1.6'],
  ['1.30.0', '1.7.29'],
  ['1.26.0', '1.6.28'],
];
const OLDEST_CONTAINERD = '1.6.15';

/** What the start script puts into the template. */
const PUT_IN = new Map([
  ['SNAP', '/snap/microk8s/current'],
  ['SNAP_DATA', SNAP_DATA],
  ['SNAPSHOTTER', 'overlayfs'],
  ['RUNTIME', 'runc'],
  ['RUNTIME_TYPE', 'io.containerd.runc.v2'],
]);

/** The containerd inside a release of MicroK8s. */
export function containerdIn(microk8s: string): string {
  return CONTAINERD.find(([first]) => versionAtLeast(microk8s, first))?.[1] ?? OLDEST_CONTAINERD;
}

/** The machine as the snap's containerd sees it: its process, else `containerd-env`. */
export function microk8sHost(host: Host): Host {
  const own = host.processes.filter((each) => each.arguments.some((word) => word.includes('/var/snap/microk8s/')));
  const seen = daemonHost({ ...host, processes: own }, DAEMON);
  return seen.daemon?.running == null
    ? { ...seen, environment: { ...seen.environment, ...environmentFile(host.files, ENVIRONMENT) } }
    : seen;
}

/**
 * The template as containerd gets it: the snap's start script puts directories in (canonical/microk8s
 * `microk8s-resources/wrappers/run-containerd-with-args`). Read under its own path, so that lines are those of the file one edits.
 */
export function microk8sConfiguration(host: Host, version: string): CriConfiguration {
  const read = host.files.read(TEMPLATE);
  if (read.kind !== 'file') return readCriConfiguration(host, containerdIn(version), TEMPLATE);
  const content = read.text.replace(/\$\{([A-Z_]+)\}/g, (whole, name: string) => PUT_IN.get(name) ?? whole);
  const files = overlayFiles(host.files, [{ path: TEMPLATE, content }]);
  return readCriConfiguration({ ...host, files }, containerdIn(version), TEMPLATE);
}

/** The containerd of the snap, pulling through CRI. */
export function microk8sInstallation({ host, version }: PlanRequest): CriInstallation {
  const configuration = microk8sConfiguration(host, version.text);
  const containerdVersion = containerdIn(version.text);
  const { mode } = configuration;
  return {
    client: 'microk8s',
    containerdVersion,
    basis: 'read',
    host: microk8sHost(host),
    registryHosts: (registry) => {
      const found = criRegistryHosts(host, containerdVersion, configuration, registry);
      const observations = criObservations(host, configuration, registry);
      return 'stop' in found
        ? { ...found, observations }
        : { ...found, observations: [...found.observations, ...observations] };
    },
    sources: mode.kind === 'hosts' && mode.source !== null ? [mode.source] : [],
  };
}
