import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTokenAnswer } from '../../../src/probes/parse/token-answer.js';
import { claimsAmong, readTokenClaims } from '../../../src/probes/parse/token-claims.js';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: unknown) => `${part({ alg: 'none' })}.${part(claims)}.signature`;
const ecr = (fields: object) =>
  Buffer.from(
    JSON.stringify({ payload: 'x'.repeat(40), datakey: 'AQEB', version: '2', type: 'DATA_KEY', ...fields }),
  ).toString('base64');
const NOTHING = { issuedAtMs: null, notBeforeMs: null, expiresAtMs: null, issuer: null };

describe('what a token says of its lifetime', () => {
  test.each<[string, string, object | null]>([
    [
      'a JWT',
      jwt({ iat: 1_700_000_000, nbf: 1_699_999_990, exp: 1_700_000_300.9, iss: 'auth.test' }),
      {
        issuedAtMs: 1_700_000_000_000,
        notBeforeMs: 1_699_999_990_000,
        expiresAtMs: 1_700_000_300_900,
        issuer: 'auth.test',
      },
    ],
    ['one that only ends', jwt({ exp: 5 }), { ...NOTHING, expiresAtMs: 5000 }],
    ['one without a time', jwt({ access: [] }), null],
    ['times that are none', jwt({ iat: '5', nbf: -1, exp: 1e300 }), null],
    [
      'the password of an ECR login',
      ecr({ expiration: 1_700_000_000 }),
      { ...NOTHING, expiresAtMs: 1_700_000_000_000 },
    ],
    ['the same without its end', ecr({}), null],
    ['a password', 'hunter2', null],
    ['a password with dots', 'correct.horse.battery', null],
    ['Google’s access token', `ya29.${'a'.repeat(60)}`, null],
    ['a list in the place of claims', `a.${part([1])}.b`, null],
    ['control characters', jwt({ exp: 5, iss: 'a\u001b[31mb' }), { ...NOTHING, expiresAtMs: 5000, issuer: 'ab' }],
  ])('%s', (_name, token, claims) => {
    expect(readTokenClaims(token)).toEqual(claims);
  });

  test('the first of several secrets that says something', () => {
    expect(claimsAmong(['password', jwt({ exp: 5 }), jwt({ exp: 6 })])?.expiresAtMs).toBe(5000);
    expect(claimsAmong([])).toBeNull();
  });

  test('hostile tokens are no harm, long ones are not looked into', () => {
    fc.assert(
      fc.property(fc.string(), fc.json(), (text, json) => {
        readTokenClaims(text);
        readTokenClaims(`a.${Buffer.from(json).toString('base64url')}.b`);
      }),
    );
    expect(readTokenClaims(jwt({ exp: 5, filler: 'x'.repeat(100_000) }))).toBeNull();
    expect(readTokenClaims(jwt(JSON.parse('{"__proto__":{"exp":5}}')))).toBeNull();
  });
});

describe('the answer of a token service', () => {
  test('what it grants and how long it lives, and never the token', () => {
    const token = jwt({ exp: 5, access: [{ type: 'repository', name: 'team/app', actions: ['pull', 7, ''] }] });
    const answer = readTokenAnswer({ access_token: token, expires_in: 300 });
    expect(answer?.token).toBe(token);
    expect(answer?.fact).toEqual({
      present: true,
      expiresInSeconds: 300,
      access: [{ name: 'team/app', actions: ['pull'] }],
      claims: { ...NOTHING, expiresAtMs: 5000 },
    });
  });

  test('an opaque token says nothing of itself', () => {
    expect(readTokenAnswer({ token: 'opaque' })?.fact).toEqual({
      present: true,
      expiresInSeconds: null,
      access: null,
      claims: null,
    });
  });
});
