import type { TokenClaims } from '../../../src/facts/facts.js';
import type { Row, SilentRow } from '../support/check-rows.js';
import { challengeFact, errorFact, httpFact } from '../support/facts.js';
import { AUTH_FILE, authFile, basicRegistry, IMAGE, REGISTRY, tokenRegistry } from './registry.js';

const files = { [AUTH_FILE]: authFile(REGISTRY) };
const WHO = `${AUTH_FILE}, key reg.example:5000`;
const NOW = 'Wed, 17 Jun 2026 12:00:00 GMT';
const HOUR_MS = 3_600_000;

/** A token good until so long before or after the server's time. */
const until = (ms: number): TokenClaims => ({
  issuedAtMs: null,
  notBeforeMs: null,
  expiresAtMs: Date.parse(NOW) + ms,
  issuer: null,
});
const refusal = (ms: number, status = 401, message = '') =>
  errorFact(status, 'UNAUTHORIZED', message, { headers: { date: NOW }, sent: until(ms) });

const ECR = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';

export const rows: readonly Row[] = [
  {
    name: 'a password that is a token, run out yesterday',
    reference: IMAGE,
    host: { nowMs: Date.parse(NOW) },
    files,
    world: {
      http: ({ sent }) => (sent === null ? challengeFact(null) : refusal(-30 * HOUR_MS)),
    },
    title: `the token that ${WHO} holds for reg.example:5000 ran out 30 h ago (401 Unauthorized)`,
    location: { path: AUTH_FILE, line: 3 },
    evidence: ["it is good until 2026-06-16T06:00:00Z; by the server's clock it is now 2026-06-17T12:00:00Z"],
    nextStep: 'get a new one: buildah login reg.example:5000',
  },
  {
    name: 'an opaque password, and a registry that says so',
    reference: `${ECR}/app:1`,
    files: { [AUTH_FILE]: authFile(ECR) },
    world: {
      http: ({ sent }) =>
        sent === null
          ? challengeFact(null)
          : errorFact(403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.'),
    },
    title: `the token that ${AUTH_FILE}, key ${ECR} holds for ${ECR} has run out (403 Forbidden)`,
    nextStep: `aws ecr get-login-password --region eu-central-1 | buildah login ${ECR} --username AWS --password-stdin`,
  },
  {
    name: 'a token service that says so in OAuth’s words',
    reference: IMAGE,
    files,
    world: tokenRegistry(() =>
      httpFact(400, { bodyStart: '{"error":"invalid_grant","error_description":"The refresh token has expired"}' }),
    ),
    title: `the token that ${WHO} holds for reg.example:5000 has run out (400)`,
    evidence: ['it says: invalid_grant: The refresh token has expired'],
  },
];

export const silent: readonly SilentRow[] = [
  {
    name: 'a token that has not run out',
    reference: IMAGE,
    files,
    world: { http: ({ sent }) => (sent === null ? challengeFact(null) : refusal(HOUR_MS)) },
    instead: 'auth-bad-credentials',
  },
  {
    name: 'a wrong password',
    reference: IMAGE,
    files,
    world: basicRegistry('nothing ever'),
    instead: 'auth-bad-credentials',
  },
  {
    name: 'something else has run out',
    reference: IMAGE,
    files,
    world: {
      http: ({ sent }) => (sent === null ? challengeFact(null) : errorFact(403, 'DENIED', 'your trial has expired')),
    },
    instead: 'auth-denied-scope',
  },
];
