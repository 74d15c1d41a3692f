import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, httpFact } from '../support/facts.js';
import { AUTH_FILE, authFile, basicRegistry, IMAGE, REGISTRY, tokenRegistry } from './registry.js';

const TITLE = 'reg.example:5000 wants a login for team/app (401 Unauthorized), and none was sent';

export const rows: readonly Row[] = [
  {
    name: 'no login anywhere',
    reference: IMAGE,
    world: basicRegistry('any'),
    title: TITLE,
    evidence: ['buildah finds no credentials for reg.example:5000', 'where the repository does not exist'],
    nextStep: 'log in: buildah login reg.example:5000',
    fixes: [{ kind: 'request', proof: 'hypothetical', after: 'ok', summary: 'log in: buildah login reg.example:5000' }],
  },
  {
    name: 'each client is told its own way to log in',
    reference: IMAGE,
    clients: [
      ['skopeo', '1.9.3'],
      ['podman', '4.3.1'],
    ],
    world: basicRegistry('any'),
    title: TITLE,
    fixes: [
      {
        kind: 'request',
        proof: 'hypothetical',
        after: 'ok',
        client: 'skopeo',
        summary: 'log in: skopeo login reg.example:5000',
      },
      {
        kind: 'request',
        proof: 'hypothetical',
        after: 'ok',
        client: 'podman',
        summary: 'log in: podman login reg.example:5000',
      },
    ],
  },
  {
    name: 'an anonymous token is not enough',
    reference: IMAGE,
    world: tokenRegistry(
      () => undefined,
      () => errorFact(401, 'UNAUTHORIZED'),
    ),
    title: TITLE,
  },
  {
    name: 'no anonymous token is given',
    reference: IMAGE,
    world: tokenRegistry(() => httpFact(401)),
    title: TITLE,
    nextStep: 'buildah login reg.example:5000',
  },
  {
    name: 'the credentials are under the host without its port, and were not sent to try',
    reference: IMAGE,
    files: { [AUTH_FILE]: authFile('reg.example') },
    world: basicRegistry('nothing ever'),
    title: TITLE,
    location: { path: AUTH_FILE, line: 3 },
    evidence: ['the credentials under reg.example are not used'],
    fixes: [
      {
        kind: 'host',
        proof: 'hypothetical',
        after: 'ok',
        files: [
          {
            path: AUTH_FILE,
            action: 'edit',
            content: null,
            edits: [{ pointer: '/auths/reg.example:5000', from: '/auths/reg.example' }],
          },
        ],
      },
      { kind: 'request', proof: 'hypothetical', after: 'ok' },
    ],
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'no login needed', reference: IMAGE, instead: null },
  {
    name: 'a push that nobody gave an account for is worth a word only',
    reference: IMAGE,
    operation: 'push',
    world: basicRegistry('any'),
    instead: null,
  },
  {
    name: 'logged in',
    reference: IMAGE,
    files: { [AUTH_FILE]: authFile(REGISTRY) },
    world: basicRegistry('any'),
    instead: null,
  },
  {
    name: 'credentials of another registry, and a public image',
    reference: IMAGE,
    files: { [AUTH_FILE]: authFile('reg.example') },
    instead: null,
  },
];
