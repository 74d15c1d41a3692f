import { expect, test } from 'vitest';
import { ANY_FAILURE, type FailureMatch } from '../../../src/plan/failure.js';
import { failureWords } from '../../../src/report/plan/failure-words.js';

test.each<[Partial<FailureMatch>, string]>([
  [{}, 'any failure'],
  [{ except: ['http-status'] }, 'any failure, but not an HTTP error'],
  [{ exceptStatuses: [404], exceptCodes: ['DENIED'] }, 'any failure, but not HTTP 404, DENIED'],
  [{ statuses: [500] }, 'any failure, but not HTTP errors other than 500'],
  [{ kinds: ['tcp-refused', 'http-status'] }, 'connection refused, any HTTP error'],
  [{ kinds: ['http-status'], statuses: [502, 503] }, 'HTTP 502, 503'],
  [{ kinds: ['http-status'], statuses: [], orWithCodes: true }, 'an HTTP error that names a registry error code'],
  [{ kinds: ['dns-nxdomain', 'dns-server-failure', 'dns-timeout', 'dns-unreachable'] }, 'any failure of DNS'],
  [{ kinds: ['tcp-refused'], except: ['tcp-refused'] }, 'never'],
])('%j is told as: %s', (match, words) => {
  expect(failureWords({ ...ANY_FAILURE, ...match })).toBe(words);
});
