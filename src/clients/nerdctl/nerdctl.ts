import { parseToml } from '../../host/toml.js';
import type { PlanNode } from '../../plan/nodes.js';
import { parseReference } from '../../reference/parse.js';
import type { Client, Plan, PlanRequest, Remedy, RemedyGoal } from '../client.js';
import { certsRemedies } from '../containerd/remedies.js';
import { programPath } from '../program-path.js';
import { nerdctlConfiguration } from './configuration.js';
import { loginPlan, transferPlan } from './plan-operation.js';
import { nerdctlHosts, nerdctlObservations, nerdctlRun } from './run.js';
import { nerdctlSettings } from './settings.js';

/**
 * nerdctl: pulls by containerd's library, from 2.3 on by containerd itself, with docker's logins. `certDirectory` stands for `--hosts-dir`,
 * `tlsVerify: false` for `--insecure-registry`.
 */
export const NERDCTL: Client = {
  name: 'nerdctl',
  assumedVersion: '2.3.5',
  versionCommand: ['nerdctl', '--version'],
  parseVersion: (output) =>
    /\bversion\s+v?(\d+\.\d+\.\d+[0-9A-Za-z.+~-]{0,40})/i.exec(output.slice(0, 4096))?.[1] ?? null,
  isOn: (host) => programPath(host, 'nerdctl') !== null,
  plan,
  configuration: nerdctlConfiguration,
  remedies,
  placeFor,
};

function plan(request: PlanRequest): Plan {
  const { host, version, operation, flags } = request;
  const finished = (root: PlanNode, rest: Partial<Plan> = {}): Plan => ({
    client: 'nerdctl',
    version,
    basis: 'read',
    operation,
    reference: null,
    root,
    sources: [],
    observations: [],
    ...rest,
  });
  const result = nerdctlSettings(host);
  if (!result.ok) {
    const root: PlanNode = { kind: 'stop', failure: 'config', because: result.text, sources: [result.source] };
    return finished(root, { sources: [result.source] });
  }
  const run = nerdctlRun(host, version, flags, operation, result.settings);
  if (operation === 'login') {
    const registry = loginHost(request.reference);
    const reference = { registry, repository: '', tag: null, digest: null };
    const observations = nerdctlObservations(run, registry);
    return finished(loginPlan(request, run, registry), { reference, sources: run.sources, observations });
  }
  const parsed = parseReference(request.reference);
  if (!parsed.ok) {
    const because = `invalid reference format: ${parsed.error.message}`;
    return finished({ kind: 'stop', failure: 'reference', because, sources: [] });
  }
  const { registry, repository, tag, digest } = parsed.reference;
  const reference = { registry, repository, tag, digest };
  return finished(transferPlan(request, run, reference), {
    reference,
    sources: [...run.sources, ...nerdctlHosts(run, registry, false).flatMap(({ sources }) => sources)],
    observations: nerdctlObservations(run, registry),
  });
}

/** host:port of what was typed, with the port always there; nothing or docker.io is the Hub's index (nerdctl `dockerconfigresolver/registryurl.go`: Parse). */
function loginHost(typed: string): string {
  const bare = typed.replace(/^[a-z]+:\/\//, '').split('/')[0] ?? '';
  const host = bare === '' || bare === 'docker.io' ? 'index.docker.io' : bare;
  return /:\d+$/.test(host) ? host : `${host}:443`;
}

/** hosts.toml in the first directory that nerdctl searches. */
function remedies({ host, version, reference, flags, operation }: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const result = nerdctlSettings(host);
  const parsed = parseReference(reference);
  if (!result.ok || !parsed.ok) return [];
  const { registry } = parsed.reference;
  const run = nerdctlRun(host, version, flags, operation, result.settings);
  return certsRemedies({ host, version: run.version, roots: run.roots, registry }, goal);
}

/** nerdctl.toml, or a hosts.toml under the server it names. */
function placeFor(fileName: string, text: string): string | null {
  if (fileName === 'nerdctl.toml') return '/etc/nerdctl/nerdctl.toml';
  const parsed = parseToml(text);
  const table = parsed.ok ? (parsed.document.value as Readonly<Record<string, unknown>>) : {};
  if (fileName !== 'hosts.toml')
    return 'insecure_registry' in table || 'hosts_dir' in table ? '/etc/nerdctl/nerdctl.toml' : null;
  const server = table['server'];
  const name = typeof server === 'string' ? /^(?:https?:\/\/)?([A-Za-z0-9.[\]:-]+)/.exec(server)?.[1] : undefined;
  return `/etc/containerd/certs.d/${name ?? '_default'}/hosts.toml`;
}
