import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, tokenFact } from '../support/facts.js';
import { AUTH_FILE, authFile, IMAGE, REGISTRY, tokenRegistry } from './registry.js';

const files = { [AUTH_FILE]: authFile(REGISTRY) };
const DENIED = errorFact(403, 'DENIED', 'requested access to the resource is denied');
const WHO = `${AUTH_FILE}, key reg.example:5000`;

export const rows: readonly Row[] = [
  {
    name: 'the token is for another repository',
    reference: IMAGE,
    files,
    world: tokenRegistry(
      () => tokenFact([{ name: 'team/other', actions: ['pull'] }]),
      () => DENIED,
    ),
    title: `the account of ${WHO} may not pull reg.example:5000/team/app (403 Forbidden)`,
    evidence: ['asked was pull for team/app; the token grants pull for team/other', 'requested access to the resource'],
    location: { path: AUTH_FILE, line: 3 },
    nextStep: 'give this account the right to pull team/app',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'may pull, not push',
    reference: IMAGE,
    files,
    operation: 'push',
    world: tokenRegistry(
      () => tokenFact([{ name: 'team/app', actions: ['pull'] }]),
      () => DENIED,
    ),
    title: `the account of ${WHO} may not push to reg.example:5000/team/app (403 Forbidden)`,
    evidence: ['asked was pull and push for team/app; the token grants pull for team/app'],
  },
  {
    name: '401 in spite of a token that the login bought',
    reference: IMAGE,
    files,
    world: tokenRegistry(
      () => tokenFact([]),
      () =>
        errorFact(401, 'UNAUTHORIZED', '', {
          challenges: [{ scheme: 'bearer', parameters: { error: 'insufficient_scope' } }],
        }),
    ),
    title: `the account of ${WHO} may not pull reg.example:5000/team/app (401 Unauthorized)`,
    evidence: ['the token grants nothing', 'error="insufficient_scope"'],
  },
  {
    name: 'the token service itself refuses',
    reference: IMAGE,
    files,
    world: tokenRegistry(() => DENIED),
    title: `the account of ${WHO} may not pull reg.example:5000/team/app (403 Forbidden)`,
  },
];

export const silent: readonly SilentRow[] = [
  {
    name: 'enough rights',
    reference: IMAGE,
    files,
    world: tokenRegistry(() => tokenFact([{ name: 'team/app', actions: ['pull'] }])),
    instead: null,
  },
  {
    name: 'nobody in particular asked',
    reference: IMAGE,
    world: tokenRegistry(
      () => tokenFact([]),
      () => DENIED,
    ),
    instead: 'auth-missing-credentials',
  },
];
