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
    nextStep: 'ask again in 120 s (',
    fixes: [{ kind: 'request', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'what is left, and from when it counts anew',
    reference: IMAGE,
    world: openRegistry(() =>
      httpFact(429, {
        headers: {
          date: 'Mon, 15 Jun 2026 12:00:00 GMT',
          'ratelimit-limit': '100;w=21600',
          'ratelimit-remaining': '0;w=21600',
          'x-ratelimit-reset': '1781527500',
          'docker-ratelimit-source': '203.0.113.9',
        },
      }),
    ),
    title: 'reg.example:5000 limits how often it is asked and answers 429 (nobody is logged in)',
    evidence: [
      '100 requests in 6 h are allowed, 0 are left',
      'counted anew from in 45 min (12:45:00 UTC)',
      'counted for 203.0.113.9',
    ],
    nextStep: 'ask again in 45 min (12:45:00 UTC); a login or a mirror',
  },
  {
    name: 'a date to wait for, by the server’s own clock',
    reference: IMAGE,
    world: openRegistry(() =>
      httpFact(429, {
        headers: { date: 'Mon, 15 Jun 2026 12:00:00 GMT', 'retry-after': 'Mon, 15 Jun 2026 12:01:30 GMT' },
      }),
    ),
    title: 'reg.example:5000 limits how often it is asked and answers 429 (nobody is logged in)',
    nextStep: 'ask again in 90 s (12:01:30 UTC)',
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
