import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, httpFact } from '../support/facts.js';
import { pushRegistry } from './pushes.js';
import { AUTH_FILE, authFile, IMAGE } from './registry.js';

export const rows: readonly Row[] = [
  {
    name: 'a registry without any account',
    reference: IMAGE,
    operation: 'push',
    world: pushRegistry({}),
    severity: 'warning',
    title: 'anyone may pull and push team/app: reg.example:5000 asks for no account',
    evidence: ["accepted with nobody's credentials (it was cancelled at once)"],
    nextStep: 'ask for an account for POST, PUT, PATCH and DELETE',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'an account is there and nobody asks for it',
    reference: IMAGE,
    operation: 'push',
    files: { [AUTH_FILE]: authFile('reg.example:5000') },
    world: pushRegistry({}),
    severity: 'warning',
    title: 'anyone may pull and push team/app: reg.example:5000 asks for no account',
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'a pull', reference: IMAGE, world: pushRegistry({}), instead: null },
  {
    name: 'pushes that need an account',
    reference: IMAGE,
    operation: 'push',
    world: pushRegistry({ wants: 'pushes' }),
    instead: null,
  },
  {
    name: 'a registry of this machine, which nobody else reaches',
    reference: IMAGE,
    operation: 'push',
    world: { ...pushRegistry({}), names: { 'reg.example': '127.0.0.1' } },
    instead: null,
  },
  {
    name: 'a registry that takes no uploads at all',
    reference: IMAGE,
    operation: 'push',
    world: pushRegistry({ asked: ({ method }) => (method === 'POST' ? httpFact(405) : undefined) }),
    instead: 'registry-5xx',
  },
  {
    name: 'an account without the right to push',
    reference: IMAGE,
    operation: 'push',
    files: { [AUTH_FILE]: authFile('reg.example:5000') },
    world: pushRegistry({
      wants: 'pushes',
      asked: ({ method, sent }) => (method === 'POST' && sent !== null ? errorFact(403, 'DENIED') : undefined),
    }),
    instead: 'auth-denied-scope',
  },
];
