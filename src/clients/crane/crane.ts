import { posix } from 'node:path';
import type { Source } from '../../host/source.js';
import type { CredentialRef, PlanNode } from '../../plan/nodes.js';
import { parseReference } from '../../reference/parse.js';
import type { Client, Plan, PlanRequest } from '../client.js';
import { dockerCredential, HUB_KEY } from '../docker-credential.js';
import { NOTHING_CONFIGURED } from '../nothing-configured.js';
import { versionAtLeast } from '../version.js';
import { cranePull } from './plan-pull.js';
import { mayBeHttp } from './scheme.js';

/** crane pull; `--tls-verify=false` stands for its `--insecure`. */
export const CRANE: Client = {
  name: 'crane',
  assumedVersion: '0.21.8',
  versionCommand: ['crane', 'version'],
  parseVersion: (output) => /\bv?(\d+\.\d+\.\d+[0-9A-Za-z.+~-]{0,40})/.exec(output.slice(0, 4096))?.[1] ?? null,
  ...NOTHING_CONFIGURED,
  // A thin slice: no push, no login, no credential helpers. Asked for by name only.
  isOn: () => false,
  plan,
};

function plan(request: PlanRequest): Plan {
  const { host, version, operation, flags } = request;
  const finished = (root: PlanNode, rest: Partial<Plan> = {}): Plan => ({
    client: 'crane',
    version,
    basis: 'read',
    operation,
    reference: null,
    root,
    sources: [],
    observations: [],
    ...rest,
  });
  if (operation !== 'pull') return finished(stop('config', 'crane is judged by what it pulls'));
  const parsed = parseReference(request.reference);
  if (!parsed.ok) return finished(stop('reference', `parsing reference: ${parsed.error.message}`));
  const { registry, repository, tag, digest } = parsed.reference;
  const contacted = registry === 'docker.io' ? 'index.docker.io' : registry;
  const insecure = flags.tlsVerify === false;
  const credential = credentialFor(request, registry, `${contacted}/${repository}`);
  const root = cranePull({
    host,
    version: version.text,
    goVersion: versionAtLeast(version.text, '0.21.0') ? '1.25' : '1.18',
    registry: contacted,
    repository,
    tag,
    digest,
    credential,
    platform: flags.platform ?? host.platform,
    http: insecure || mayBeHttp(contacted, version.text),
    unverified: insecure,
  });
  const flag: Source = { kind: 'flag', name: '--insecure', line: null, says: '--insecure' };
  const sources = [...(insecure ? [flag] : []), ...(credential === null ? [] : [credential.source])];
  return finished(root, { reference: { registry, repository, tag, digest }, sources });
}

/** One file only: docker's where it exists, else podman's (go-containerregistry `pkg/authn/keychain.go`: Resolve). */
function credentialFor({ host, flags }: PlanRequest, registry: string, repository: string): CredentialRef | null {
  if (flags.credentials) {
    const source: Source = { kind: 'flag', name: '--creds', line: null, says: '' };
    return { id: 'flag:--creds', kind: 'basic', source, matchedKey: null };
  }
  const home = posix.join(host.home, '.docker/config.json');
  const docker = posix.join(host.environment['DOCKER_CONFIG'] || posix.join(host.home, '.docker'), 'config.json');
  const usesDocker = [home, docker].some((path) => host.files.read(path).kind !== 'absent');
  const path = usesDocker ? docker : (host.environment['REGISTRY_AUTH_FILE'] ?? '');
  if (path === '') return null;
  return dockerCredential(host, path, [repository, registry === 'docker.io' ? HUB_KEY : registry]);
}

function stop(failure: 'config' | 'reference', because: string): PlanNode {
  return { kind: 'stop', failure, because, sources: [] };
}
