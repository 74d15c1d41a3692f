import { posix } from 'node:path';
import type { Source } from '../../host/source.js';
import type { CredentialRef, PlanNode } from '../../plan/nodes.js';
import { parseReference } from '../../reference/parse.js';
import type { Client, Plan, PlanRequest } from '../client.js';
import { dockerCredential, HUB_KEY } from '../docker-credential.js';
import { NOTHING_CONFIGURED } from '../nothing-configured.js';
import { versionAtLeast } from '../version.js';
import { bySecurity } from './by-security.js';
import { storePull } from './containerd-store.js';
import { daemonConfig } from './daemon-config.js';
import { type LegacyPull, legacyPull } from './legacy-store.js';

/** Releases that were run for this project. */
const RUN = '20.10';
/** New installations keep images in containerd from here on. */
const CONTAINERD_STORE_SINCE = '29.0.0';

/** Docker Engine pulling. Which store an engine from 29 on has depends on its data; the default of a new one counts. */
export const DOCKER: Client = {
  name: 'docker',
  assumedVersion: '28.5.2',
  versionCommand: ['dockerd', '--version'],
  parseVersion: (output) =>
    /\bversion\s+v?(\d+\.\d+\.\d+[0-9A-Za-z.+~-]{0,40})/i.exec(output.slice(0, 4096))?.[1] ?? null,
  ...NOTHING_CONFIGURED,
  // A thin slice: no push, no login, no credential helpers. Asked for by name only.
  isOn: () => false,
  plan,
};

function plan(request: PlanRequest): Plan {
  const { host, version, operation, flags } = request;
  const finished = (root: PlanNode, rest: Partial<Plan> = {}): Plan => ({
    client: 'docker',
    version,
    basis: version.text.startsWith(`${RUN}.`) ? 'run' : 'read',
    operation,
    reference: null,
    root,
    sources: [],
    observations: [],
    ...rest,
  });
  if (operation !== 'pull') return finished(stop('config', 'docker is judged by what it pulls', null));
  const parsed = parseReference(request.reference);
  if (!parsed.ok) return finished(stop('reference', `invalid reference format: ${parsed.error.message}`, null));
  const { registry, repository, tag, digest } = parsed.reference;
  const reference = { registry, repository, tag, digest };
  const daemon = daemonConfig(host);
  if (!daemon.ok) return finished(stop('config', daemon.text, daemon.source), { reference, sources: [daemon.source] });
  const { config } = daemon;
  const pull: LegacyPull = {
    host,
    goVersion: goVersion(version.text),
    ...reference,
    credential: credentialFor(request, registry),
    platform: flags.platform ?? host.platform,
    mirrors: registry === 'docker.io' ? config.mirrors : [],
  };
  const build = { cgo: false, goVersion: pull.goVersion };
  const sources = [config.insecureSource, ...(pull.credential === null ? [] : [pull.credential.source])];
  if (!versionAtLeast(version.text, CONTAINERD_STORE_SINCE))
    return finished(
      bySecurity(host, config, registry, build, (insecure) => legacyPull(pull, insecure)),
      { reference, sources },
    );
  if (!config.named) return finished(storePull(pull, false), { reference, sources });
  return finished(
    bySecurity(host, config, registry, build, (insecure) => storePull(pull, insecure)),
    { reference, sources },
  );
}

/** The CLI reads the credential and hands it to the daemon. */
function credentialFor({ host, flags }: PlanRequest, registry: string): CredentialRef | null {
  if (flags.credentials) {
    const source: Source = { kind: 'flag', name: '--creds', line: null, says: '' };
    return { id: 'flag:--creds', kind: 'basic', source, matchedKey: null };
  }
  const directory = host.environment['DOCKER_CONFIG'] || posix.join(host.home, '.docker');
  const key = registry === 'docker.io' ? HUB_KEY : registry;
  return dockerCredential(host, posix.join(directory, 'config.json'), [key]);
}

function stop(failure: 'config' | 'reference', because: string, source: Source | null): PlanNode {
  return { kind: 'stop', failure, because, sources: source === null ? [] : [source] };
}

/** Go of the official builds, least of each series; decides the rules for certificates. */
function goVersion(version: string): string {
  if (versionAtLeast(version, '29.0.0')) return '1.25';
  if (versionAtLeast(version, '27.0.0')) return '1.21';
  return versionAtLeast(version, '23.0.0') ? '1.19' : '1.18';
}
