import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, httpFact } from '../support/facts.js';
import { AUTH_FILE, authFile, basicRegistry, IMAGE, openRegistry, REGISTRY } from './registry.js';

const LIMITED = errorFact(429, 'TOOMANYREQUESTS', 'pull rate limit reached', {
  headers: { 'retry-after': '120', 'ratelimit-limit': '100;w=21600' },
});

export const rows: readonly Row[] = [
  {
    name: 'nobody is logged in',
    reference: IMAGE,
    world: openRegistry(() => LIMITED),
    title: 'reg.example:5000 limits how often it is asked and answers 429 (nobody is logged in)',
    evidence: ['TOOMANYREQUESTS: pull rate limit reached', 'Retry-After: 120', 'ratelimit-limit: 100;w=21600'],
    nextStep: 'ask again in 120 s; a login or a mirror',
    fixes: [{ kind: 'request', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'with an account',
    reference: IMAGE,
    files: { [AUTH_FILE]: authFile(REGISTRY) },
    world: { http: (asked) => (asked.sent === null ? basicRegistry('any').http?.(asked) : httpFact(429)) },
    title: 'reg.example:5000 limits how often it is asked and answers 429 (with the account sent)',
    nextStep: 'an account with a higher limit',
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'no limit', reference: IMAGE, instead: null },
  {
    name: 'another refusal',
    reference: IMAGE,
    world: openRegistry(() => httpFact(403)),
    instead: 'auth-missing-credentials',
  },
];
