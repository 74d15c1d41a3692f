import type { Source } from '../../host/source.js';
import type { CredentialRef, PlanNode } from '../../plan/nodes.js';
import { parseReference } from '../../reference/parse.js';
import type { Observation, Plan, PlanRequest } from '../client.js';
import type { RegistryHost } from '../containerd/registry-host.js';
import { resolveAndFetch } from '../containerd/resolve.js';
import { loginRegistry } from '../containers-image/plan-login.js';
import { AUTH_VARIABLE_SINCE, variableCredential } from '../docker-auth-variable.js';
import { type DockerLogin, dockerConfigPath, dockerKey, dockerLogin } from '../docker-credential.js';
import { lookedUpFirst } from '../looked-up-first.js';
import { versionAtLeast } from '../version.js';
import { buildkitStoreHosts } from './buildkit-store.js';
import { bySecurity } from './by-security.js';
import { storeHosts } from './containerd-store.js';
import { type DaemonConfig, daemonConfig } from './daemon/config.js';
import { CGO, engineBuild } from './engine.js';
import { HUB, type LegacyRequest } from './legacy/endpoint.js';
import { legacyLogin } from './legacy/login.js';
import { legacyPull } from './legacy/pull.js';
import { legacyPush } from './legacy/push.js';
import { dockerObservations } from './observations/observe.js';
import { imageStore } from './store.js';
import { storePush } from './store-push.js';

/** Releases that were run for this project. */
const RUN = '20.10';

/** What docker would do: the daemon asks registries, the CLI only brings the login along. */
export function dockerPlan(request: PlanRequest): Plan {
  const { version, operation } = request;
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
  const reference = asked(request);
  if (typeof reference === 'string') return finished(stop('reference', reference, null));
  const { registry } = reference;
  const { config, stop: broken } = daemonConfig(request.host, version.text);
  const login = loginFor(request, registry);
  const observations = [
    ...dockerObservations({ host: request.host, config, registry, login }),
    ...unreadVariable(request, registry, login),
  ];
  const rest = { reference, observations };
  if (broken !== null)
    return finished(stop('config', broken.text, broken.source), { ...rest, sources: [broken.source] });
  const store = imageStore(config);
  if (store.stop !== undefined)
    return finished(stop('config', store.stop, store.source), { ...rest, sources: [store.source] });
  const insecure = config.insecureNames.get(registry) ?? config.insecureSource;
  const sources = [store.source, insecure, ...(login.credential === null ? [] : [login.credential.source])];
  const root = tree(request, config, reference, login.credential);
  return finished(lookedUpFirst(login.credential, root), { ...rest, sources });
}

type Asked = NonNullable<Plan['reference']>;

function asked({ operation, reference }: PlanRequest): Asked | string {
  if (operation === 'login') {
    const registry = loginRegistry(reference);
    return {
      registry: registry === 'index.docker.io' ? 'docker.io' : registry,
      repository: '',
      tag: null,
      digest: null,
    };
  }
  const parsed = parseReference(reference);
  if (!parsed.ok) return `invalid reference format: ${parsed.error.message}`;
  const { registry, repository, tag, digest } = parsed.reference;
  return { registry, repository, tag: digest === null ? tag : null, digest };
}

function tree(
  request: PlanRequest,
  config: DaemonConfig,
  reference: Asked,
  credential: CredentialRef | null,
): PlanNode {
  const { registry, repository, tag, digest } = reference;
  const version = request.version.text;
  const build = engineBuild(version);
  const { host } = config;
  const resolver = { cgo: CGO, goVersion: build.goVersion };
  const written = config.insecureNames.get(registry);
  const legacy: LegacyRequest = {
    host,
    build,
    certsDirectory: config.start.certsDirectory,
    registry,
    credential,
    sources: written === undefined ? [] : [written],
  };
  if (request.operation === 'login')
    return bySecurity(config, registry, resolver, (insecure) => legacyLogin(legacy, version, insecure));
  const platform = request.flags.platform ?? host.platform;
  const { kind } = imageStore(config);
  if (kind === 'graphdriver') {
    if (request.operation === 'push')
      return bySecurity(config, registry, resolver, (insecure) => legacyPush(legacy, repository, insecure));
    const mirrors = registry === 'docker.io' ? config.mirrors.map(({ text }) => text) : [];
    return bySecurity(config, registry, resolver, (insecure) =>
      legacyPull({ ...legacy, version, repository, tag, digest, platform }, insecure, mirrors, (mirror, plan) =>
        bySecurity(config, /^https?:\/\/([^/]*)/i.exec(mirror)?.[1] ?? mirror, resolver, plan),
      ),
    );
  }
  // Only the host that the login is for gets it; a mirror gets none.
  const owner = registry === 'docker.io' ? HUB : registry;
  const credentialFor = (contacted: string): CredentialRef | null => (contacted === owner ? credential : null);
  const plan = (hosts: readonly RegistryHost[]): PlanNode =>
    request.operation === 'push'
      ? storePush({
          host,
          goVersion: build.goVersion,
          hosts,
          repository,
          tag,
          credentialFor,
          clientId: 'containerd-client',
        })
      : resolveAndFetch({
          host,
          version: build.containerdLibrary,
          goVersion: build.goVersion,
          hosts,
          registry,
          repository,
          tag,
          digest,
          credentialFor,
          platform,
          sharesAuthorizer: true,
        });
  return kind === 'containerd'
    ? storeHosts(config, build, registry, plan)
    : buildkitStoreHosts(config, build, registry, plan);
}

/** The CLI reads the login and hands it to the daemon. */
export function loginFor(
  { host, flags, version }: Pick<PlanRequest, 'host' | 'flags' | 'version'>,
  registry: string,
): DockerLogin {
  if (flags.credentials) {
    const source: Source = { kind: 'flag', name: '--creds', line: null, says: '' };
    return { credential: { id: 'flag:--creds', kind: 'basic', source, matchedKey: null }, missingHelper: null };
  }
  const key = dockerKey(registry);
  const reads = versionAtLeast(version.text, AUTH_VARIABLE_SINCE);
  const given = reads ? variableCredential(host.environment, key) : null;
  if (given !== null) return { credential: given, missingHelper: null };
  return dockerLogin(host, dockerConfigPath(host), key, 'entry');
}

/** A login in a variable that this release doesn't know yet. */
function unreadVariable({ host, version }: PlanRequest, registry: string, login: DockerLogin): Observation[] {
  const held = variableCredential(host.environment, dockerKey(registry));
  if (held === null || login.credential !== null) return [];
  const text = `DOCKER_AUTH_CONFIG has a login for ${registry}, which docker reads from ${AUTH_VARIABLE_SINCE} on and not in ${version.text}`;
  return [{ code: 'auth-near-miss', source: held.source, text, meant: 'credentials', cure: [] }];
}

function stop(failure: 'config' | 'reference', because: string, source: Source | null): PlanNode {
  return { kind: 'stop', failure, because, sources: source === null ? [] : [source] };
}
