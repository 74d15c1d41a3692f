import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, tokenFact } from '../support/facts.js';
import { AUTH_FILE, authFile, basicRegistry, IMAGE, REGISTRY, tokenRegistry } from './registry.js';

const files = { [AUTH_FILE]: authFile(REGISTRY) };
const UNKNOWN_USER = errorFact(401, 'UNAUTHORIZED', 'incorrect username or password');

export const rows: readonly Row[] = [
  {
    name: 'Basic, from a file',
    reference: IMAGE,
    files,
    world: basicRegistry('somebody else'),
    title: `reg.example:5000 does not accept the credentials of ${AUTH_FILE}, key reg.example:5000 (401 Unauthorized)`,
    location: { path: AUTH_FILE, line: 3 },
    nextStep: 'buildah login reg.example:5000',
    fixes: [{ kind: 'request', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'a token service, from the flag',
    reference: IMAGE,
    flags: { credentials: true },
    world: tokenRegistry(() => UNKNOWN_USER),
    title: 'the token service of reg.example:5000 does not accept the credentials of --creds (401 Unauthorized)',
    evidence: ['UNAUTHORIZED: incorrect username or password'],
    nextStep: 'give the user name and password of an account that reg.example:5000 knows',
    fixes: [{ kind: 'request', proof: 'hypothetical', after: 'unknown' }],
  },
  {
    name: 'a login',
    reference: REGISTRY,
    operation: 'login',
    flags: { credentials: true },
    world: basicRegistry('somebody else'),
    title: 'reg.example:5000 does not accept the credentials of --creds (401 Unauthorized)',
    fixes: [{ kind: 'request', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'each client logs in its own way',
    reference: IMAGE,
    files: {
      ...files,
      '/etc/containers/registries.conf': '[[registry]]\nlocation = "reg.example:5000"\ninsecure = true\n',
    },
    clients: [
      ['podman', '4.3.1'],
      ['cri-o', '1.36.3'],
    ],
    world: basicRegistry('somebody else'),
    title: `reg.example:5000 does not accept the credentials of ${AUTH_FILE}, key reg.example:5000 (401 Unauthorized)`,
    nextStep: 'podman login reg.example:5000',
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'the right password', reference: IMAGE, files, world: basicRegistry('any'), instead: null },
  { name: 'nothing sent', reference: IMAGE, world: basicRegistry('any'), instead: 'auth-missing-credentials' },
  {
    name: 'a token was given for them',
    reference: IMAGE,
    files,
    world: tokenRegistry(
      () => tokenFact(),
      () => errorFact(401, 'UNAUTHORIZED'),
    ),
    instead: 'auth-denied-scope',
  },
];
