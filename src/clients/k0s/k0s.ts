import { posix } from 'node:path';
import { parseReference } from '../../reference/parse.js';
import type { Client, Configuration, ConfigurationPlace, ConfigurationRequest, Plan, PlanRequest } from '../client.js';
import { criPlan } from '../containerd/cri/plan.js';
import { criRegistryHosts } from '../containerd/cri/registry-hosts.js';
import { kubeletPlaces } from '../kubelet/credentials.js';
import { programPath } from '../program-path.js';
import { hostsPlaces } from './hosts-places.js';
import { k0sMeanings } from './meanings.js';
import { CONTAINERD_TOML, DROP_INS, type K0sNode, k0sNode } from './node.js';
import { k0sObservations } from './observations.js';
import { k0sRemedies } from './remedies.js';
import { CLUSTER_CONFIG } from './root-ca-file.js';
import { readsDropIns } from './versions.js';

/** Files of other programs by names that they are always known by. */
const OF_OTHERS = /^(?:registries|containers|crio|short-name-aliases)\.conf$/;

/** k0s pulling for its kubelet. */
export const K0S: Client = {
  name: 'k0s',
  // Newest release whose sources were read.
  assumedVersion: '1.36.3',
  versionCommand: ['k0s', 'version'],
  parseVersion: (output) =>
    /\bv?(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+~-]{0,40})?)/.exec(output.slice(0, 4096))?.[1] ?? null,
  isOn: (host) =>
    programPath(host, 'k0s') !== null ||
    ['/etc/k0s', '/var/lib/k0s'].some((directory) => host.files.list(directory).kind === 'directory'),
  plan,
  configuration,
  remedies: k0sRemedies,
  placeFor,
};

function plan(request: PlanRequest): Plan {
  const node = k0sNode(request.host, request.version.text);
  const parsed = parseReference(request.reference);
  const { mode } = node.configuration;
  return criPlan(request, {
    client: 'k0s',
    containerdVersion: node.containerdVersion,
    basis: 'read',
    host: node.host,
    registryHosts: (registry) => {
      if (node.refusal === null)
        return criRegistryHosts(node.configured, node.containerdVersion, node.configuration, registry);
      const { refusal } = node;
      return { stop: { kind: 'stop', failure: 'config', because: refusal.says, sources: [refusal] }, source: refusal };
    },
    sources: mode.kind === 'hosts' && mode.source?.kind === 'file' ? [mode.source] : [],
    observations: parsed.ok ? k0sObservations(node, parsed.reference.registry) : [],
  });
}

function configuration({ host, version, flags, reference }: ConfigurationRequest): Configuration {
  const node = k0sNode(host, version.text);
  const parsed = reference === null ? null : parseReference(reference);
  const registry = parsed?.ok === true ? parsed.reference.registry : null;
  const found =
    registry === null ? null : criRegistryHosts(node.configured, node.containerdVersion, node.configuration, registry);
  const certs = found === null || 'stop' in found ? [] : found.observations;
  return {
    places: [...filePlaces(node), ...hostsPlaces(node, registry), ...kubeletPlaces(host, flags)],
    observations: [...k0sObservations(node, registry), ...certs],
    meanings: k0sMeanings(node, registry),
  };
}

function filePlaces(node: K0sNode): readonly ConfigurationPlace[] {
  const { host, managed, dropIns, version } = node;
  const kind = host.files.read(CONTAINERD_TOML).kind;
  const main: ConfigurationPlace = {
    path: CONTAINERD_TOML,
    found: kind === 'file' ? 'read' : kind === 'unreadable' ? 'unreadable' : 'absent',
    says: managed
      ? 'configuration of containerd, written by k0s'
      : 'configuration of containerd, your own: k0s leaves it alone',
  };
  const counts = managed && readsDropIns(version);
  const files = dropIns.map(({ path }): ConfigurationPlace => {
    if (counts && path.endsWith('.toml')) return { path, found: 'read', says: 'drop-in: config_path, mirrors' };
    const says = counts ? 'only names that end in .toml are read' : `drop-ins don't count here`;
    return { path, found: 'ignored', says };
  });
  const directory: ConfigurationPlace[] =
    files.length === 0 ? [{ path: DROP_INS, found: 'absent', says: 'drop-ins, *.toml' }] : [];
  const cluster: ConfigurationPlace[] =
    host.files.read(CLUSTER_CONFIG).kind === 'file'
      ? [{ path: CLUSTER_CONFIG, found: 'ignored', says: 'of the whole cluster: nothing in it trusts a registry' }]
      : [];
  return [main, ...directory, ...files, ...cluster];
}

/** Where k0s would read a file handed over on its own, by its name and text. */
function placeFor(fileName: string, text: string): string | null {
  const name = posix.basename(fileName);
  if (name === 'containerd.toml') return CONTAINERD_TOML;
  if (/\.ya?ml$/.test(name)) return /^\s*kind:\s*["']?ClusterConfig\b/m.test(text) ? CLUSTER_CONFIG : null;
  if (name === 'hosts.toml' || OF_OTHERS.test(name)) return null;
  return /\.(?:toml|conf)$/.test(name) ? posix.join(DROP_INS, name) : null;
}
