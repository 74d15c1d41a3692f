import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { ANY_FAILURE } from '../../plan/failure.js';
import type { PlanNode } from '../../plan/nodes.js';
import type { Client, ConfigurationRequest, Plan, PlanRequest, Remedy, RemedyGoal } from '../client.js';
import { goPlaces, variablePlace } from '../go/environment-places.js';
import { systemTrust } from '../go/system-trust.js';
import { exchange } from './exchange.js';
import { keychainCredential, keychainNearMisses, keychainPlaces } from './keychain.js';
import { afterPing, scopeFor } from './operation.js';
import { type CraneReference, HUB, parseCraneReference } from './reference.js';
import { mappedRegistries } from './registry-map.js';
import { mayBeHttp } from './scheme.js';

/** The go-containerregistry that kaniko was built with until it was archived (kaniko v1.24.0 `go.mod`). */
const LIBRARY = '0.20.4';
/** Variables of the image (kaniko `deploy/Dockerfile`), which hold where the container doesn't say otherwise. */
const IMAGE_ENVIRONMENT = { SSL_CERT_DIR: '/kaniko/ssl/certs', DOCKER_CONFIG: '/kaniko/.docker/' } as const;

/** kaniko's executor pulling base images and pushing; `--tls-verify=false` stands for `--insecure --insecure-pull --skip-tls-verify`. */
export const KANIKO: Client = {
  name: 'kaniko',
  assumedVersion: '1.24.0',
  versionCommand: ['/kaniko/executor', 'version'],
  parseVersion: (output) =>
    /\bversion\s*:\s*v?(\d+\.\d+\.\d+[0-9A-Za-z.+-]{0,40})/i.exec(output.slice(0, 4096))?.[1] ?? null,
  isOn: (host) => {
    const listed = host.files.list('/kaniko');
    return listed.kind === 'directory' && listed.names.includes('executor');
  },
  plan,
  configuration,
  remedies,
  placeFor: (fileName) => {
    if (/(?:^|\/)config\.json$/.test(fileName)) return '/kaniko/.docker/config.json';
    const name = /(?:^|\/)([^/]+\.(?:crt|pem))$/.exec(fileName)?.[1];
    return name === undefined ? null : `/kaniko/ssl/certs/${name}`;
  },
};

function imageHost(host: Host): Host {
  return { ...host, environment: { ...IMAGE_ENVIRONMENT, ...host.environment } };
}

function plan(request: PlanRequest): Plan {
  const { version, operation } = request;
  const host = imageHost(request.host);
  const finished = (root: PlanNode, rest: Partial<Plan> = {}): Plan => ({
    client: 'kaniko',
    version,
    basis: 'read',
    operation,
    reference: null,
    root,
    sources: [],
    observations: [],
    ...rest,
  });
  if (operation === 'login')
    return finished(stop('config', 'kaniko has no login: it reads /kaniko/.docker/config.json'));
  const parsed = parseCraneReference(request.reference, LIBRARY);
  if (!parsed.ok) return finished(stop('reference', parsed.error));
  const { registry, repository, tag, digest } = parsed.reference;
  const reference = { registry: registry === HUB ? 'docker.io' : registry, repository, tag, digest };
  // Pushes go where they are told.
  const mapped = operation === 'pull' ? mappedRegistries(host.environment, registry) : [];
  const asked = [
    ...mapped.map((to) => ({
      reference: { ...parsed.reference, registry: to.registry, repository: `${to.prefix}${repository}` },
      source: to.source,
    })),
    { reference: parsed.reference, source: null },
  ];
  const options = asked.map((each) => askOne({ ...request, host }, each.reference, each.source));
  const [only] = options;
  const root: PlanNode =
    options.length === 1 && only !== undefined
      ? only
      : { kind: 'oneOf', label: 'mapped registries', moveOn: ANY_FAILURE, report: 'last', options };
  const observations = keychainNearMisses(host, LIBRARY, registry, repository);
  return finished(root, { reference, sources: mapped.map(({ source }) => source), observations });
}

function askOne(
  { host, version, operation, flags }: PlanRequest,
  reference: CraneReference,
  source: Source | null,
): PlanNode {
  const { registry, repository } = reference;
  const found = keychainCredential(host, LIBRARY, registry, repository);
  if (!found.ok && !flags.credentials) return stop(found.failure, found.text, found.source);
  const given: Source = { kind: 'flag', name: '--creds', line: null, says: '' };
  const insecure = flags.tlsVerify === false;
  const flag: Source = {
    kind: 'flag',
    name: operation === 'push' ? '--insecure' : '--insecure-pull',
    line: null,
    says: '--skip-tls-verify beside it',
  };
  return exchange({
    host,
    program: `kaniko ${version.text}`,
    library: LIBRARY,
    goVersion: '1.24',
    registry,
    credential: flags.credentials
      ? { id: 'flag:--creds', kind: 'basic', source: given, matchedKey: null }
      : found.ok
        ? found.credential
        : null,
    scope: scopeFor(operation, repository),
    http: insecure || mayBeHttp(registry, LIBRARY),
    unverified: insecure,
    sources: [...(source === null ? [] : [source]), ...(insecure ? [flag] : [])],
    then: afterPing(operation, reference, flags.platform ?? host.platform),
  });
}

function stop(failure: 'config' | 'reference', because: string, source?: Source): PlanNode {
  return { kind: 'stop', failure, because, sources: source === undefined ? [] : [source] };
}

function configuration(request: ConfigurationRequest) {
  const host = imageHost(request.host);
  const places = [
    ...keychainPlaces(host, LIBRARY),
    variablePlace(host, 'KANIKO_REGISTRY_MAP', 'registries asked in another’s place'),
    variablePlace(host, 'KANIKO_REGISTRY_MIRROR', 'registries asked in Docker Hub’s place'),
    ...goPlaces(host),
  ];
  const { reference } = request;
  return {
    places,
    observations: reference === null ? [] : plan({ ...request, reference, operation: 'pull' }).observations,
  };
}

/** kaniko's arguments are the pod's: nothing on its disk but certificates can be changed. */
function remedies(request: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const { operation, flags } = request;
  if (goal.kind === 'trust') {
    const trusted = systemTrust(
      imageHost(request.host),
      goal.endpoint,
      goal.pem,
      'the next build (mount the file into the container: its disk is gone with it)',
    );
    const limit = `or give --registry-certificate=${goal.endpoint}=FILE`;
    return trusted === null ? [] : [{ ...trusted, limits: ['for every registry of this build', limit] }];
  }
  if (flags.tlsVerify === false || (goal.kind === 'plain-http' && goal.port !== null)) return [];
  const parsed = parseCraneReference(request.reference, LIBRARY);
  const registry = parsed.ok ? parsed.reference.registry : request.reference;
  // `--skip-tls-verify-pull` is accepted and read nowhere: the other flag serves pulls too.
  const argument =
    goal.kind === 'plain-http'
      ? `--insecure-registry=${registry} --skip-tls-verify-registry=${registry}`
      : `--skip-tls-verify-registry=${registry}`;
  return [
    {
      summary:
        goal.kind === 'plain-http'
          ? `let kaniko ask ${registry} over plain HTTP too`
          : `last resort, until the server is put right: don't check who answers as ${registry}`,
      files: [],
      prose: [`/kaniko/executor ${argument} … (the arguments of the container; ${operation}s)`],
      limits: [
        'anyone on the way can read the credentials and put another image in place',
        '--skip-tls-verify-pull is accepted but has no effect',
      ],
      reload: 'the next build',
      flags: { tlsVerify: false },
    },
  ];
}
