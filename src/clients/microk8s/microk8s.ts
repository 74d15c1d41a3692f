import { posix } from 'node:path';
import { parseReference } from '../../reference/parse.js';
import type { Client, Configuration, ConfigurationRequest, PlanRequest, Remedy, RemedyGoal } from '../client.js';
import { criObservations } from '../containerd/cri/observations/observe.js';
import { criPlan } from '../containerd/cri/plan.js';
import { directoryNames } from '../containerd/hosts-directory.js';
import { allHostsObservations, hostsObservations } from '../containerd/hosts-observations.js';
import { criMeanings } from '../containerd/meanings/config-file.js';
import { certsMeanings } from '../containerd/meanings/hosts-files.js';
import { certsRemedies } from '../containerd/remedies.js';
import { directoryPlace, filePlace, goPlaces } from '../go/environment-places.js';
import {
  CERTS_ROOT,
  containerdIn,
  ENVIRONMENT,
  microk8sConfiguration,
  microk8sHost,
  microk8sInstallation,
  SNAP_DATA,
  TEMPLATE,
} from './installation.js';

/** Directories of a containerd of the host's own, which the snap's doesn't read. */
const NOT_READ = ['/etc/containerd/config.toml', '/etc/containerd/certs.d', '/etc/docker/certs.d'];

/** MicroK8s pulling for its kubelet: a containerd in a snap, with a configuration of its own. */
export const MICROK8S: Client = {
  name: 'microk8s',
  assumedVersion: '1.36.0',
  versionCommand: ['microk8s', 'version'],
  parseVersion: (output) => /\bv?(1\.\d+(?:\.\d+)?)\b/.exec(output.slice(0, 4096))?.[1] ?? null,
  isOn: (host) => host.files.list(`${SNAP_DATA}/args`).kind === 'directory',
  plan: (request) => criPlan(request, microk8sInstallation(request)),
  configuration,
  remedies,
  placeFor: (fileName, text) => {
    if (fileName !== 'hosts.toml') return fileName.endsWith('.toml') ? TEMPLATE : null;
    const server = /^\s*server\s*=\s*["'](?:https?:\/\/)?([A-Za-z0-9.[\]:-]+)/m.exec(text)?.[1] ?? '_default';
    return `${CERTS_ROOT}/${server}/hosts.toml`;
  },
};

function rootsOf({ host, version }: Pick<ConfigurationRequest, 'host' | 'version'>): readonly string[] {
  const { mode } = microk8sConfiguration(host, version.text);
  return mode.kind === 'hosts' ? mode.roots : [];
}

function configuration(request: ConfigurationRequest): Configuration {
  const { host, version, reference } = request;
  const read = microk8sConfiguration(host, version.text);
  const roots = rootsOf(request);
  const parsed = reference === null ? null : parseReference(reference);
  const registry = parsed?.ok === true ? parsed.reference.registry : null;
  const place = { host, version: containerdIn(version.text), roots };
  const certs = roots.flatMap((root) =>
    registry === null
      ? [directoryPlace(host, root, 'hosts.toml and certificates of registries')]
      : directoryNames(place.version, registry).map((name) =>
          filePlace(host, posix.join(root, name, 'hosts.toml'), `hosts asked for ${registry}`),
        ),
  );
  const ignored = NOT_READ.filter(
    (path) => host.files.read(path).kind === 'file' || host.files.list(path).kind === 'directory',
  ).map((path) => ({ path, found: 'ignored' as const, says: `the snap's containerd reads ${SNAP_DATA}/args instead` }));
  return {
    places: [
      filePlace(host, TEMPLATE, 'config.toml of containerd, as a template'),
      filePlace(host, ENVIRONMENT, 'environment of containerd: proxies'),
      ...certs,
      ...ignored,
      ...goPlaces(microk8sHost(host)),
    ],
    observations: [
      ...criObservations(host, read, registry),
      ...(registry === null ? allHostsObservations(place) : hostsObservations({ ...place, registry })),
    ],
    meanings: [
      ...criMeanings({ host, configuration: read }, registry, () => 'MicroK8s, by the containerd inside'),
      ...certsMeanings({ ...place, programs: "MicroK8s, in the snap's own directory" }, registry),
    ],
  };
}

function remedies({ host, version, reference }: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const parsed = parseReference(reference);
  if (!parsed.ok) return [];
  const place = { host, version: containerdIn(version.text), roots: rootsOf({ host, version }) };
  return certsRemedies({ ...place, registry: parsed.reference.registry }, goal);
}
