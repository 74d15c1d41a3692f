import type { Source } from '../../host/source.js';
import type { PlanNode } from '../../plan/nodes.js';
import { parseReference } from '../../reference/parse.js';
import type { Client, Observation, Plan, PlanRequest } from '../client.js';
import { NOTHING_CONFIGURED } from '../nothing-configured.js';
import { versionAtLeast } from '../version.js';
import { criRegistry } from './cri-config.js';
import { defaultHost, mirrorsDefaultHost, NO_SETTINGS } from './default-host.js';
import { type HostList, hostsFor } from './hosts.js';
import { resolveAndFetch } from './resolve.js';

/** Releases that were run for this project. */
const RUN = '1.6';

/** containerd pulling for the kubelet (CRI); credentials as `crictl pull --creds` gives them. */
export const CONTAINERD: Client = {
  name: 'containerd',
  assumedVersion: '2.3.4',
  versionCommand: ['containerd', '--version'],
  parseVersion: versionIn,
  ...NOTHING_CONFIGURED,
  // A thin slice: config_path with hosts.toml, not yet imports, mirrors and configs. Asked for by name only.
  isOn: () => false,
  plan: (request) => planWith(request, 'containerd', (registry) => criHosts(request, registry)),
};

/** `ctr images pull` without --hosts-dir: no configuration, and names as they are typed. */
export const CTR: Client = {
  ...CONTAINERD,
  name: 'ctr',
  versionCommand: ['ctr', '--version'],
  plan: (request) =>
    planWith(request, 'ctr', (registry) => ({
      hosts: [defaultHost(request.version.text, registry, NO_SETTINGS)],
      observations: [],
    })),
};

function versionIn(output: string): string | null {
  return /\bv?(\d+\.\d+\.\d+[0-9A-Za-z.+~-]{0,40})/.exec(output.slice(0, 4096))?.[1] ?? null;
}

type Hosts = HostList | { readonly stop: PlanNode; readonly source: Source };

/** In mirrors mode only what it does without any mirror is known here. */
function criHosts({ host, version }: PlanRequest, registry: string): Hosts {
  const config = criRegistry(host, version.text);
  switch (config.mode) {
    case 'hosts':
      return hostsFor(host, version.text, config.roots, registry);
    case 'mirrors':
      return { hosts: [mirrorsDefaultHost(registry)], observations: [] };
    case 'broken':
      return { stop: stop('config', config.text, config.source), source: config.source };
  }
}

function planWith(request: PlanRequest, client: string, hostsOf: (registry: string) => Hosts): Plan {
  const { host, version, operation, flags } = request;
  const finished = (root: PlanNode, rest: Partial<Plan> = {}): Plan => ({
    client,
    version,
    basis: version.text.startsWith(`${RUN}.`) ? 'run' : 'read',
    operation,
    reference: null,
    root,
    sources: [],
    observations: [] as Observation[],
    ...rest,
  });
  if (operation !== 'pull') return finished(stop('config', `${client} is judged by what it pulls`, null));
  const parsed = parseReference(request.reference);
  if (!parsed.ok) {
    const because = `failed to parse image reference ${JSON.stringify(request.reference.slice(0, 300))}: ${parsed.error.message}`;
    return finished(stop('reference', because, null));
  }
  const { registry, tag, digest } = parsed.reference;
  const repository =
    client === 'ctr' ? withoutLibrary(request.reference, parsed.reference.repository) : parsed.reference.repository;
  const reference = { registry, repository, tag, digest };
  const found = hostsOf(registry);
  if ('stop' in found) return finished(found.stop, { reference, sources: [found.source] });
  const flag: Source = { kind: 'flag', name: '--creds', line: null, says: '' };
  const root = resolveAndFetch({
    host,
    version: version.text,
    goVersion: goVersion(version.text),
    hosts: found.hosts,
    ...reference,
    credentialFor: () =>
      flags.credentials ? { id: 'flag:--creds', kind: 'basic', source: flag, matchedKey: null } : null,
    platform: flags.platform ?? host.platform,
  });
  const sources = found.hosts.flatMap((each) => each.sources);
  return finished(root, { reference, sources, observations: found.observations });
}

/** ctr adds no `library/` to names of Docker Hub (containerd `pkg/reference/reference.go`: Parse). */
function withoutLibrary(typed: string, repository: string): string {
  return typed.includes('library/') ? repository : repository.replace(/^library\//, '');
}

function stop(failure: 'config' | 'reference', because: string, source: Source | null): PlanNode {
  return { kind: 'stop', failure, because, sources: source === null ? [] : [source] };
}

/** Go of the official builds, least of each series; decides the rules for certificates. */
function goVersion(version: string): string {
  if (versionAtLeast(version, '2.2.0')) return '1.25';
  if (versionAtLeast(version, '2.0.0')) return '1.23';
  return versionAtLeast(version, '1.7.0') ? '1.21' : '1.19';
}
