import type { PlanNode } from '../../plan/nodes.js';
import type { Client, Plan, PlanRequest } from '../client.js';
import { containerdGoVersion } from '../containerd/cri/go-version.js';
import { hostsFor } from '../containerd/hosts.js';
import { pushTo } from '../containerd/resolve/push.js';
import { type ResolveRequest, resolveAndFetch } from '../containerd/resolve.js';
import { versionAtLeast } from '../version.js';
import { ctrConfiguration } from './configuration.js';
import { type CtrReference, parseCtrReference } from './reference.js';
import { ctrRemedies } from './remedies.js';
import { ctrRun } from './run.js';

/** Releases that were run for this project: Debian 12's. */
const RUN = '1.6.';
const NO_LOGIN = 'ctr has no login: it takes --user NAME:PASSWORD with each pull and push';

/**
 * `ctr images pull` and `push`. A debugging tool that reads no configuration of the node, so it is judged only when it is named: what it can or can't
 * pull says nothing of the kubelet's pulls.
 */
export const CTR: Client = {
  name: 'ctr',
  assumedVersion: '2.3.4',
  versionCommand: ['ctr', '--version'],
  parseVersion: (output) => /\bv?(\d+\.\d+\.\d+[0-9A-Za-z.+~-]{0,40})/.exec(output.slice(0, 4096))?.[1] ?? null,
  isOn: () => false,
  plan,
  configuration: ctrConfiguration,
  remedies: ctrRemedies,
  // Without --hosts-dir it reads no file.
  placeFor: () => null,
};

function plan(request: PlanRequest): Plan {
  const { version, operation, reference: typed } = request;
  const finished = (root: PlanNode, rest: Partial<Plan> = {}): Plan => ({
    client: 'ctr',
    version,
    basis: version.text.startsWith(RUN) ? 'run' : 'read',
    operation,
    reference: null,
    root,
    sources: [],
    observations: [],
    ...rest,
  });
  if (operation === 'login') return finished(stop('config', NO_LOGIN));
  const parsed = parseCtrReference(typed);
  if ('error' in parsed) return finished(stop('reference', refusal(request, parsed.error)));
  const run = ctrRun(request);
  const { hosts, observations } = hostsFor(run.host, version.text, run.roots, parsed.registry, run.options);
  const resolve = resolveRequest(request, parsed, run.host, hosts);
  return finished(operation === 'push' ? pushTo(resolve) : resolveAndFetch(resolve), {
    reference: parsed,
    sources: [...run.sources, ...hosts.flatMap(({ sources }) => sources)],
    observations,
  });
}

/** `--user` counts for every host that asks. */
function resolveRequest(
  { version, flags }: PlanRequest,
  { registry, repository, tag, digest }: CtrReference,
  host: ResolveRequest['host'],
  hosts: ResolveRequest['hosts'],
): ResolveRequest {
  const source = { kind: 'flag', name: '--creds', line: null, says: '' } as const;
  return {
    host,
    version: version.text,
    goVersion: containerdGoVersion(version.text),
    hosts,
    registry,
    repository: repository.split('/').map(encodeURIComponent).join('/'),
    tag: tag === null ? null : encodeURIComponent(tag),
    digest,
    credentialFor: () => (flags.credentials ? { id: 'flag:--creds', kind: 'basic', source, matchedKey: null } : null),
    platform: flags.platform ?? host.platform,
  };
}

/** The words around the parser's own, which differ with who resolves. */
function refusal({ version, operation, reference }: PlanRequest, error: string): string {
  if (operation === 'push') return error;
  return versionAtLeast(version.text, '2.0.0')
    ? `failed to resolve image: ${error}`
    : `failed to resolve reference ${JSON.stringify(reference.slice(0, 300))}: ${error}`;
}

function stop(failure: 'config' | 'reference', because: string): PlanNode {
  return { kind: 'stop', failure, because, sources: [] };
}
