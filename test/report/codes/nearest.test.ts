import { expect, test } from 'vitest';
import { FINDING_CODES } from '../../../src/findings/codes.js';
import { nearestCodes } from '../../../src/report/codes/nearest.js';

test.each([
  ['tls-unknwon-ca', 'tls-unknown-ca'],
  ['fallback', 'fallback-delay'],
  ['DNS-TIMEOUT', 'dns-timeout'],
  ['manifest_unknown', 'manifest-unknown'],
])('%s is probably %s', (typed, meant) => {
  expect(nearestCodes(typed, FINDING_CODES)[0]).toBe(meant);
});

test('offers a few, whatever was typed', () => {
  for (const typed of ['', 'x'.repeat(100_000), '\u0000']) expect(nearestCodes(typed, FINDING_CODES)).toHaveLength(3);
});
