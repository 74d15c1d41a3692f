import type { HttpFact } from '../../../src/facts/facts.js';
import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, httpFact, tcpFact } from '../support/facts.js';
import type { World } from '../support/world.js';
import { pushRegistry, sessionAt } from './pushes.js';
import { AUTH_FILE, authFile, IMAGE } from './registry.js';

const PATH = '/v2/team/app/blobs/uploads/u1';
const LOGIN = { [AUTH_FILE]: authFile('reg.example:5000') };
const KNOWS = `${AUTH_FILE}#/auths/reg.example:5000`;

/** A registry that wants an account for pushes and names sessions at `location`; `there` answers at that address. */
function sentTo(location: string, there: HttpFact = httpFact(400)): World {
  return pushRegistry({
    wants: 'pushes',
    knows: KNOWS,
    asked: ({ url, method, sent }) => {
      if (url.origin === new URL(location).origin) return there;
      return method === 'POST' && sent === KNOWS ? sessionAt(location) : undefined;
    },
  });
}

const push = { reference: IMAGE, operation: 'push', files: LOGIN } as const;

export const rows: readonly Row[] = [
  {
    name: 'http for https behind a proxy, on a port that speaks TLS',
    ...push,
    world: sentTo(`http://reg.example:5000${PATH}`),
    title:
      'https://reg.example:5000 names http for https (http://reg.example:5000) as the address to upload to: it does not know the address it is reached by',
    evidence: [
      `POST https://reg.example:5000/v2/team/app/blobs/uploads/ is answered with Location: http://reg.example:5000${PATH}`,
      'buildah sends the data there and fails: 400',
    ],
    nextStep: 'X-Forwarded-Proto: https',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'another port, where nobody listens',
    ...push,
    world: { ...sentTo(`https://reg.example:8443${PATH}`), tcp: { '10.0.0.1:8443': tcpFact({ outcome: 'refused' }) } },
    title:
      'https://reg.example:5000 names another port (https://reg.example:8443) as the address to upload to: it does not know the address it is reached by',
    detail: 'tcp-refused',
    nextStep: 'relativeurls: true',
  },
  {
    name: 'another host, which has no such registry',
    ...push,
    world: sentTo(`https://backend.example${PATH}`, httpFact(404)),
    title:
      'https://reg.example:5000 names another host (backend.example) as the address to upload to: it does not know the address it is reached by',
  },
  {
    name: 'a host that has no address',
    ...push,
    world: { ...sentTo(`https://backend.internal${PATH}`), names: { 'backend.internal': null } },
    title:
      'https://reg.example:5000 names another host (backend.internal) as the address to upload to: it does not know the address it is reached by',
    detail: 'dns-nxdomain',
  },
  {
    name: 'crane leaves its account behind, and is refused',
    ...push,
    files: {},
    flags: { credentials: true },
    clients: [['crane', '0.20.2']],
    world: pushRegistry({
      wants: 'pushes',
      knows: 'flag:--creds',
      asked: ({ url, method, sent }) => {
        if (url.protocol === 'http:') return errorFact(401, 'UNAUTHORIZED');
        return method === 'POST' && sent !== null ? sessionAt(`http://reg.example${PATH}`) : undefined;
      },
    }),
    title:
      'https://reg.example:5000 names http for https (http://reg.example:80) as the address to upload to: it does not know the address it is reached by',
  },
  {
    name: 'http for https, and port 80 takes it: in clear text',
    reference: IMAGE,
    operation: 'push',
    flags: {},
    world: pushRegistry({
      asked: ({ url, method }) => {
        if (url.protocol === 'http:') return httpFact(204, { headers: { range: '0-0' } });
        return method === 'POST' ? sessionAt(`http://reg.example${PATH}`) : undefined;
      },
    }),
    severity: 'warning',
    title:
      'https://reg.example:5000 names http for https (http://reg.example:80) as the address to upload to: it does not know the address it is reached by',
    evidence: ['buildah sends the data there in clear text'],
  },
  {
    name: 'an account would go there in clear text: what comes of that is not tried',
    ...push,
    world: sentTo(`http://reg.example${PATH}`, errorFact(401, 'UNAUTHORIZED')),
    severity: 'warning',
    title:
      'https://reg.example:5000 names http for https (http://reg.example:80) as the address to upload to: it does not know the address it is reached by',
    evidence: ['buildah sends the data there in clear text, which may be refused there'],
  },
];

export const silent: readonly SilentRow[] = [
  {
    name: 'a session at the same place',
    ...push,
    world: pushRegistry({ wants: 'pushes', knows: KNOWS }),
    instead: null,
  },
  {
    name: 'another host that takes uploads',
    ...push,
    world: sentTo(`https://upload.example${PATH}`, httpFact(204, { headers: { range: '0-0' } })),
    instead: null,
  },
  { name: 'a pull', reference: IMAGE, world: pushRegistry({}), instead: null },
];
