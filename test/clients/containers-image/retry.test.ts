import { expect, test } from 'vitest';
import { retryable } from '../../../src/clients/containers-image/retry.js';
import { toolFeatures } from '../../../src/clients/containers-image/versions.js';
import { type Failure, type FailureKind, failureMatches } from '../../../src/plan/failure.js';

function failure(kind: FailureKind, status: number | null = null, codes: readonly string[] = []): Failure {
  return { kind, status, codes, attempt: 1, fact: null, proxied: false, text: '' };
}

// containers/common pkg/retry/retry.go: IsErrorRetryable.
test.each([
  ['a dropped packet', failure('tcp-timeout'), true, true],
  ['a refusal', failure('tcp-refused'), true, true],
  ['an unreachable name server', failure('dns-unreachable'), true, true],
  ['EOF', failure('http-closed'), true, true],
  ['a name that does not exist', failure('dns-nxdomain'), false, false],
  ['server misbehaving', failure('dns-server-failure'), false, false],
  ['an unknown CA', failure('tls-untrusted'), false, false],
  ['plain HTTP on the port', failure('tls-plain-http'), false, false],
  ['502', failure('http-status', 502), false, true],
  ['500', failure('http-status', 500), false, false],
  ['429 named by code', failure('http-status', 429, ['TOOMANYREQUESTS']), true, true],
  ['429 without a code', failure('http-status', 429), false, false],
  ['401', failure('http-status', 401, ['UNAUTHORIZED']), false, false],
  ['403 from a proxy', failure('http-status', 403), false, false],
  ['404', failure('http-status', 404, ['MANIFEST_UNKNOWN']), false, false],
])('%s is tried again: old %s, new %s', (_, seen, old, current) => {
  expect(failureMatches(seen, retryable(toolFeatures('buildah', '1.28.2')))).toBe(old);
  expect(failureMatches(seen, retryable(toolFeatures('buildah', '1.44.0')))).toBe(current);
});
