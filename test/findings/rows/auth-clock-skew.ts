import type { TokenClaims } from '../../../src/facts/facts.js';
import type { Row, SilentRow } from '../support/check-rows.js';
import { challengeFact, errorFact, tokenFact } from '../support/facts.js';
import { AUTH_FILE, authFile, IMAGE, REGISTRY, tokenRegistry } from './registry.js';

const NOW_MS = Date.parse('2026-06-17T12:00:00Z');
const MINUTE_MS = 60_000;

/** A token of a service whose clock is so far ahead, good for five minutes. */
const by = (aheadMs: number): TokenClaims => ({
  issuedAtMs: NOW_MS + aheadMs,
  notBeforeMs: NOW_MS + aheadMs - 10_000,
  expiresAtMs: NOW_MS + aheadMs + 5 * MINUTE_MS,
  issuer: 'auth.example',
});
const date = (ms: number) => ({ date: new Date(ms).toUTCString() });

/** A registry whose token service has another clock, or the other way round. */
function apart(aheadMs: number, error = 'invalid_token') {
  return tokenRegistry(
    () => ({ ...tokenFact([{ name: 'team/app', actions: ['pull'] }]), headers: date(NOW_MS + aheadMs) }),
    () =>
      errorFact(401, 'UNAUTHORIZED', 'authentication required', {
        headers: date(NOW_MS),
        sent: by(aheadMs),
        challenges: [{ scheme: 'bearer', parameters: { error } }],
      }),
  );
}

export const rows: readonly Row[] = [
  {
    name: 'a token service that is ahead: this machine agrees with the registry',
    reference: IMAGE,
    host: { nowMs: NOW_MS },
    world: apart(10 * MINUTE_MS),
    title:
      'reg.example:5000 refuses the token that its own token service auth.example:443 gives: by its clock that is not valid for another 10 min',
    evidence: [
      'the token says: issued at 2026-06-17T12:10:00Z, valid from 2026-06-17T12:09:50Z, until 2026-06-17T12:15:00Z; reg.example:5000 says that it is 2026-06-17T12:00:00Z',
      'auth.example:443 says that it is 2026-06-17T12:10:00Z',
      'this machine says that it is 2026-06-17T12:00:00Z',
    ],
    nextStep: "it is the issuer's that is 10 min off",
  },
  {
    name: 'a registry that is behind: this machine agrees with the token service',
    reference: IMAGE,
    host: { nowMs: NOW_MS + 10 * MINUTE_MS },
    world: apart(10 * MINUTE_MS),
    title:
      'reg.example:5000 refuses the token that its own token service auth.example:443 gives: by its clock that is not valid for another 10 min',
    nextStep: "it is the registry's that is 10 min off",
  },
  {
    name: 'a token that is over when it comes',
    reference: IMAGE,
    host: { nowMs: NOW_MS },
    world: apart(-20 * MINUTE_MS),
    title:
      'reg.example:5000 refuses the token that its own token service auth.example:443 gives: by its clock that ran out 15 min ago, although it has just been issued',
    nextStep: "it is the issuer's that is 20 min off",
  },
  {
    name: 'seconds, which some forgive',
    reference: IMAGE,
    host: { nowMs: NOW_MS },
    world: apart(30_000),
    title:
      'reg.example:5000 refuses the token that its own token service auth.example:443 gives: by its clock that is not valid for another 30 s',
    evidence: ['docker-registry forgives 60 s'],
  },
  {
    name: 'a stored token that the registry takes for old, and this machine does not',
    reference: IMAGE,
    host: { nowMs: NOW_MS - 60 * MINUTE_MS },
    files: { [AUTH_FILE]: authFile(REGISTRY) },
    world: {
      http: ({ sent }) =>
        sent === null
          ? challengeFact(null)
          : errorFact(401, 'UNAUTHORIZED', '', { headers: date(NOW_MS), sent: by(-40 * MINUTE_MS) }),
    },
    title: `reg.example:5000 refuses the token of ${AUTH_FILE}, key reg.example:5000: by its clock that ran out 35 min ago`,
  },
];

export const silent: readonly SilentRow[] = [
  {
    name: 'clocks that agree: the token is distrusted for something else',
    reference: IMAGE,
    host: { nowMs: NOW_MS },
    world: apart(1000),
    instead: 'auth-denied-scope',
  },
  {
    name: 'the registry says that it is rights',
    reference: IMAGE,
    host: { nowMs: NOW_MS },
    world: apart(10 * MINUTE_MS, 'insufficient_scope'),
    instead: 'auth-missing-credentials',
  },
];
