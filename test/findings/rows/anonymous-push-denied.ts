import type { Row, SilentRow } from '../support/check-rows.js';
import { challengeFact, errorFact, tokenFact } from '../support/facts.js';
import { pushRegistry } from './pushes.js';
import { AUTH_FILE, authFile, IMAGE, REALM } from './registry.js';

/** A token service that lets everybody pull and nobody push. */
const tokens = {
  http: ({ url, method, sent }) => {
    if (url.hostname === 'auth.example') return tokenFact([{ name: 'team/app', actions: ['pull'] }]);
    if (url.pathname === '/v2/' || sent === null) return challengeFact(REALM);
    return method === 'POST' ? errorFact(401, 'UNAUTHORIZED', 'authentication required') : undefined;
  },
} satisfies Row['world'];

export const rows: readonly Row[] = [
  {
    name: 'pull is open, push needs an account, and nobody gave one',
    reference: IMAGE,
    operation: 'push',
    world: pushRegistry({ wants: 'pushes' }),
    severity: 'info',
    title: 'anyone may pull team/app; pushing needs an account',
    evidence: ['answers 401 Unauthorized to POST /v2/team/app/blobs/uploads/', 'finds no credentials'],
    nextStep: 'to push: buildah login reg.example:5000',
    fixes: [],
  },
  {
    name: 'the same with a token service',
    reference: IMAGE,
    operation: 'push',
    world: tokens,
    severity: 'info',
    title: 'anyone may pull team/app; pushing needs an account',
  },
  {
    name: 'the same for docker, which gives up before it asks',
    reference: IMAGE,
    operation: 'push',
    clients: [['docker', '20.10.24']],
    files: { '/etc/docker/daemon.json': '{"insecure-registries": ["reg.example:5000"]}' },
    world: pushRegistry({ wants: 'everything' }),
    severity: 'info',
    title: 'pulling and pushing team/app need an account',
  },
  {
    name: 'everything needs an account',
    reference: IMAGE,
    operation: 'push',
    world: pushRegistry({ wants: 'everything' }),
    severity: 'info',
    title: 'pulling and pushing team/app need an account',
  },
  {
    name: 'there is no such image yet',
    reference: IMAGE,
    operation: 'push',
    world: pushRegistry({
      wants: 'pushes',
      asked: ({ url }) => (url.pathname.includes('/manifests/') ? errorFact(404, 'MANIFEST_UNKNOWN') : undefined),
    }),
    severity: 'info',
    title: 'pushing to team/app needs an account; whether anyone may pull could not be seen',
  },
  {
    name: 'an account is there, and was not to be used',
    reference: IMAGE,
    operation: 'push',
    flags: { anonymous: true },
    files: { [AUTH_FILE]: authFile('reg.example:5000') },
    world: pushRegistry({ wants: 'pushes', knows: `${AUTH_FILE}#/auths/reg.example:5000` }),
    severity: 'info',
    title: 'anyone may pull team/app; pushing needs an account',
    evidence: ["asked with nobody's credentials (--anonymous)"],
  },
];

export const silent: readonly SilentRow[] = [
  {
    name: 'a pull',
    reference: IMAGE,
    world: pushRegistry({ wants: 'everything' }),
    instead: 'auth-missing-credentials',
  },
  {
    name: 'a login lies under a key that does not count',
    reference: IMAGE,
    operation: 'push',
    files: { [AUTH_FILE]: authFile('reg.example') },
    world: pushRegistry({ wants: 'pushes' }),
    instead: 'auth-missing-credentials',
  },
  {
    name: 'an account that may push',
    reference: IMAGE,
    operation: 'push',
    files: { [AUTH_FILE]: authFile('reg.example:5000') },
    world: pushRegistry({ wants: 'pushes', knows: `${AUTH_FILE}#/auths/reg.example:5000` }),
    instead: null,
  },
];
