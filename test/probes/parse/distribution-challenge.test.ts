import { expect, test } from 'vitest';
import { parseChallenges } from '../../../src/probes/parse/challenge.js';

// distribution internal/client/auth/challenge/authchallenge_test.go: TestAuthChallengeParse, and its parts in a header of two.
test('quotation marks, bare words and backslashes, as distribution reads them', () => {
  const header = 'Bearer realm="https://auth.test/token",service="reg.test",other=fun,slashed="he\\"\\l\\lo"';
  expect(parseChallenges([header])).toEqual([
    {
      scheme: 'bearer',
      parameters: { realm: 'https://auth.test/token', service: 'reg.test', other: 'fun', slashed: 'he"llo' },
    },
  ]);
});

test('one challenge a header line, in their order', () => {
  const schemes = parseChallenges(['Basic realm="x"', 'Bearer realm="https://auth.test/token"']).map(
    ({ scheme }) => scheme,
  );
  expect(schemes).toEqual(['basic', 'bearer']);
});
