import type { Challenge } from '../../../src/facts/facts.js';
import type { Row, SilentRow } from '../support/check-rows.js';
import { challengeFact, errorFact, httpFact } from '../support/facts.js';
import type { World } from '../support/world.js';
import { AUTH_FILE, authFile, basicRegistry, IMAGE, openRegistry, REALM, REGISTRY, tokenRegistry } from './registry.js';

/** Nobody's certificate is looked at, as in the other rows. */
const DOCKER = { '/etc/docker/daemon.json': JSON.stringify({ 'insecure-registries': [REGISTRY] }) };
const CONTAINERD = {
  '/etc/containerd/config.toml':
    'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/etc/containerd/certs.d"\n',
  [`/etc/containerd/certs.d/${REGISTRY}/hosts.toml`]: `server = "https://${REGISTRY}"\nskip_verify = true\n`,
};
const files = { [AUTH_FILE]: authFile(REGISTRY) };
const WANTS = 'reg.example:5000 wants a login for team/app (401 Unauthorized)';

/** `/v2/` says one thing, what lies below it wants the right credential and says how. */
function closedBelow(ping: ReturnType<typeof httpFact> | undefined, below = challengeFact(null)): World {
  return {
    http: ({ url, sent }) => {
      if (url.pathname === '/v2/') return ping;
      return sent === null || sent === 'token' ? below : undefined;
    },
  };
}

const refused = (challenges: readonly Challenge[], raw?: string) =>
  errorFact(401, 'UNAUTHORIZED', '', { challenges, headers: raw === undefined ? {} : { 'www-authenticate': raw } });

export const rows: readonly Row[] = [
  {
    name: 'what is below /v2/ wants a login, /v2/ does not',
    reference: IMAGE,
    files,
    world: closedBelow(httpFact(200)),
    title: `${WANTS} but answers /v2/ with 200 OK, so that buildah never sends one`,
    evidence: [
      '/v2/ answers 200 OK without a challenge',
      `buildah has the credentials of ${AUTH_FILE}, key reg.example:5000 and does not send them`,
      '(containerd, buildkit, oras) do log in',
    ],
    nextStep: 'whoever runs reg.example:5000: answer /v2/ with 401 and the challenge',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'nobody has a login, and it would not be sent',
    reference: IMAGE,
    world: closedBelow(httpFact(200)),
    title: `${WANTS} but answers /v2/ with 200 OK, so that buildah never sends one`,
    evidence: ['buildah has no credentials for reg.example:5000, and would not send them either'],
  },
  {
    name: 'docker goes by /v2/ too',
    reference: IMAGE,
    clients: [['docker', '20.10.24']],
    files: { ...DOCKER, '/root/.docker/config.json': authFile(REGISTRY) },
    world: closedBelow(httpFact(200)),
    title: `${WANTS} but answers /v2/ with 200 OK, so that docker never sends one`,
  },
  {
    name: 'crane sends Basic unasked, where tokens are wanted',
    reference: IMAGE,
    clients: [['crane', '0.22.1']],
    files: { '/root/.docker/config.json': authFile(REGISTRY) },
    world: openRegistry(() => challengeFact(REALM)),
    title: `${WANTS} but answers /v2/ with 200 OK, so that crane never sends one`,
  },
  {
    name: '/v2/ refuses without a word',
    reference: IMAGE,
    files,
    world: closedBelow(refused([]), refused([])),
    title: `${WANTS} but does not say how in words that buildah knows`,
    evidence: ['/v2/ answers 401 Unauthorized without a challenge'],
  },
  {
    name: 'a challenge that is none',
    reference: IMAGE,
    files,
    world: closedBelow(refused([], '"Basic"'), refused([])),
    title: `${WANTS} but does not say how in words that buildah knows`,
    evidence: ['with a challenge that says nothing: ""Basic""'],
  },
  {
    name: 'only schemes that nobody speaks, and Basic where nobody looks',
    reference: IMAGE,
    files,
    world: closedBelow(
      refused([
        { scheme: 'negotiate', parameters: {} },
        { scheme: 'basic', parameters: { realm: 'a' }, follows: true },
      ]),
    ),
    title: `${WANTS} but does not say how in words that buildah knows`,
    evidence: ['offers only negotiate, basic behind it on the same line'],
  },
  {
    name: 'containerd is refused and told nothing either',
    reference: IMAGE,
    clients: [['containerd', '1.7.35']],
    files: CONTAINERD,
    world: { http: () => refused([{ scheme: 'negotiate', parameters: {} }]) },
    title: `${WANTS} but does not say how in words that containerd knows`,
    evidence: ['/v2/team/app/manifests/1 answers 401 Unauthorized and offers only negotiate'],
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'a registry that asks', reference: IMAGE, world: basicRegistry('any'), instead: 'auth-missing-credentials' },
  {
    name: 'containerd answers the refusal itself',
    reference: IMAGE,
    clients: [['containerd', '1.7.35']],
    files: CONTAINERD,
    world: closedBelow(httpFact(200)),
    instead: 'auth-missing-credentials',
  },
  {
    name: 'a token that is not enough',
    reference: IMAGE,
    world: tokenRegistry(
      () => undefined,
      () => challengeFact(REALM),
    ),
    instead: 'auth-missing-credentials',
  },
  {
    name: 'an open registry that forbids: a login is not asked for',
    reference: IMAGE,
    world: openRegistry(() => errorFact(403, 'DENIED')),
    instead: 'auth-missing-credentials',
  },
];
