import type { Row, SilentRow } from '../support/check-rows.js';
import { helperFact } from '../support/helpers.js';
import { AUTH_FILE, authFile, basicRegistry, IMAGE, openRegistry, REGISTRY } from './registry.js';

const PROGRAM = '/usr/bin/docker-credential-vault';
const DOCKER_FILE = '/root/.docker/config.json';
const CONF = '/etc/containers/registries.conf';
const CONFIG = JSON.stringify({ credHelpers: { [REGISTRY]: 'vault' } }, null, 2);
const DAEMON = { '/etc/docker/daemon.json': JSON.stringify({ 'insecure-registries': [REGISTRY] }) };
const PUBLIC = openRegistry(() => undefined);
const DOCKER = [['docker', '20.10.24']] as const;
const named = `docker-credential-vault, which ${AUTH_FILE}:2 credHelpers: ${REGISTRY}: vault names,`;
const byDocker = `docker-credential-vault, which ${DOCKER_FILE}:2 credHelpers: vault names,`;

function asked(outcome: Parameters<typeof helperFact>[0], detail: string | null = null, ms = 20) {
  return { helpers: { 'docker-credential-vault': helperFact(outcome, { detail, ms }) } };
}

export const missing: readonly Row[] = [
  {
    name: 'a public image, and a helper that is not there',
    reference: IMAGE,
    files: { [AUTH_FILE]: CONFIG },
    world: PUBLIC,
    title: `buildah stops before the network: ${named} is not installed`,
    location: { path: AUTH_FILE, line: 2 },
    nextStep: 'install docker-credential-vault on the PATH of buildah',
    fixes: [
      {
        kind: 'host',
        proof: 'replayed',
        after: 'ok',
        summary: `take docker-credential-vault out of ${AUTH_FILE}`,
        files: [{ path: AUTH_FILE, action: 'write' }],
      },
      { kind: 'host', proof: 'hypothetical', after: 'ok' },
    ],
  },
  {
    name: 'the registry wants the login that it keeps: nothing to paste',
    reference: IMAGE,
    files: { [AUTH_FILE]: CONFIG },
    world: basicRegistry('any'),
    title: `buildah stops before the network: ${named} is not installed`,
    fixes: [{ kind: 'host', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'docker goes on without it, and is refused',
    reference: IMAGE,
    clients: DOCKER,
    files: { ...DAEMON, [DOCKER_FILE]: CONFIG },
    world: basicRegistry('any'),
    title: `${REGISTRY} wants a login, and ${byDocker} is not installed`,
    evidence: ['docker passes over that in silence'],
    fixes: [{ kind: 'host', proof: 'hypothetical', after: 'ok' }],
  },
];

export const failed: readonly Row[] = [
  {
    name: 'it ends with an error',
    reference: IMAGE,
    files: { [AUTH_FILE]: CONFIG, [PROGRAM]: '' },
    world: { ...PUBLIC, ...asked('failed', 'exit status 1: keychain is locked') },
    title: `buildah stops before the network: ${named} fails`,
    evidence: ['keychain is locked', `echo ${REGISTRY} | docker-credential-vault get`],
    fixes: [
      { kind: 'host', proof: 'replayed', after: 'ok', files: [{ path: AUTH_FILE, action: 'write' }] },
      { kind: 'host', proof: 'hypothetical', after: 'ok' },
    ],
  },
  {
    name: 'it prints no credential',
    reference: IMAGE,
    files: { [AUTH_FILE]: CONFIG, [PROGRAM]: '' },
    world: { ...basicRegistry('any'), ...asked('junk', 'what it printed is not JSON') },
    title: `buildah stops before the network: ${named} prints no credential`,
    fixes: [{ kind: 'host', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'it never ends',
    reference: IMAGE,
    files: { [AUTH_FILE]: CONFIG, [PROGRAM]: '' },
    world: { ...basicRegistry('any'), ...asked('silent', null, 5000) },
    title: `buildah stops before the network: ${named} gives no answer within 5.0 s`,
    evidence: ['no answer within 5000 ms'],
  },
  {
    name: 'a list in registries.conf that shuts out the auth files',
    reference: IMAGE,
    files: { [CONF]: 'credential-helpers = ["vault"]\n', [AUTH_FILE]: authFile(REGISTRY), [PROGRAM]: '' },
    world: { ...basicRegistry('any'), ...asked('failed') },
    title: `buildah stops before the network: docker-credential-vault, which ${CONF}:1 credential-helpers names, fails`,
    fixes: [
      {
        kind: 'host',
        proof: 'replayed',
        after: 'ok',
        files: [{ path: CONF, content: 'credential-helpers = ["containers-auth.json"]\n' }],
      },
      { kind: 'host', proof: 'hypothetical', after: 'ok' },
    ],
  },
  {
    name: 'docker goes on without it, and is refused',
    reference: IMAGE,
    clients: DOCKER,
    files: { ...DAEMON, [DOCKER_FILE]: CONFIG, [PROGRAM]: '' },
    world: { ...basicRegistry('any'), ...asked('failed', 'exit status 1: keychain is locked') },
    title: `${REGISTRY} wants a login, and ${byDocker} fails`,
    evidence: ['keychain is locked'],
  },
];

const files = { [AUTH_FILE]: CONFIG, [PROGRAM]: '' };
const docker = { reference: IMAGE, clients: DOCKER } as const;

/** Situations in which no helper is to blame. */
export const silent: readonly SilentRow[] = [
  {
    name: 'it gives the login',
    reference: IMAGE,
    files,
    world: { ...basicRegistry('any'), ...asked('credentials') },
    instead: null,
  },
  {
    name: 'it has none, and none is wanted',
    reference: IMAGE,
    files,
    world: { ...PUBLIC, ...asked('not-found') },
    instead: null,
  },
  {
    name: 'it has none, and one is wanted',
    reference: IMAGE,
    files,
    world: { ...basicRegistry('any'), ...asked('not-found') },
    instead: 'auth-missing-credentials',
  },
  {
    name: 'its login is not accepted',
    reference: IMAGE,
    files,
    world: { ...basicRegistry('another'), ...asked('credentials') },
    instead: 'auth-bad-credentials',
  },
  {
    ...docker,
    name: 'docker and a public image',
    files: { ...DAEMON, [DOCKER_FILE]: CONFIG },
    world: PUBLIC,
    instead: null,
  },
  {
    ...docker,
    name: 'docker takes the entry beside a helper that is not there',
    files: {
      ...DAEMON,
      [DOCKER_FILE]: JSON.stringify({ ...JSON.parse(authFile(REGISTRY)), credHelpers: { [REGISTRY]: 'vault' } }),
    },
    world: basicRegistry('any'),
    instead: null,
  },
  {
    name: 'the first of a list fails, and the auth file has the login',
    reference: IMAGE,
    files: {
      [CONF]: 'credential-helpers = ["vault", "containers-auth.json"]\n',
      [AUTH_FILE]: authFile(REGISTRY),
      [PROGRAM]: '',
    },
    world: { ...basicRegistry('any'), ...asked('failed') },
    instead: null,
  },
];
