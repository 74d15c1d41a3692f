import type { FailureKind } from '../../../plan/failure.js';
import type { AgainRule } from '../../../plan/nodes.js';
import { sinceVersion, versionAtLeast } from '../../version.js';

/** Requests in all for one: 6, and 5 from here on, where failures without an answer count and are repeated too. */
const FIVE_REQUESTS_SINCE = '2.3.2';
/** 500, 503 and 504 are asked once more of the last host from here on. */
const SERVER_ERRORS_SINCE = '2.1.0';
const SERVER_ERRORS = [500, 503, 504];
/** Pause before a request that got no answer is repeated, milliseconds (containerd `resolver.go`: doWithTransportRetries). */
const TRANSPORT_PAUSE_MS = 50;
/** Timeouts and ends of the connection (…: isTransientTransportErr); a reset, a refusal, an unknown name are final. */
const TRANSIENT: readonly FailureKind[] = ['dns-timeout', 'tls-timeout', 'tls-closed', 'http-timeout', 'http-closed'];

/** A connect that times out ends in one of two errors, as two timers race (golang/go `net/dial.go`: DialContext); only one of them is repeated. */
const TRANSIENT_BY_CHANCE: readonly FailureKind[] = ['tcp-timeout'];

/** Requests in all that one request may become. */
export function mostRequests(version: string): number {
  return versionAtLeast(version, FIVE_REQUESTS_SINCE) ? 5 : 6;
}

/**
 * What is asked again of the same host (containerd `core/remotes/docker/resolver.go`: retryRequest): 408 and 429 at once, without looking at Retry-After;
 * more of the last host. `caught`: failures that go on under another scheme instead.
 */
export function askedAgain(version: string, lastHost: boolean, caught: readonly FailureKind[] = []): AgainRule {
  const again = mostRequests(version) - 1;
  const kinds = TRANSIENT.filter((kind) => !caught.includes(kind));
  return {
    statuses: [408, 429],
    delaysMs: Array.from({ length: again }, () => 0),
    retryAfter: 'ignored',
    capMs: 0,
    ...(lastHost && versionAtLeast(version, SERVER_ERRORS_SINCE) ? { unlessRepeated: SERVER_ERRORS } : {}),
    ...(lastHost && versionAtLeast(version, FIVE_REQUESTS_SINCE)
      ? { failures: { kinds, delayMs: TRANSPORT_PAUSE_MS }, perhaps: TRANSIENT_BY_CHANCE }
      : {}),
  };
}

/** A 403 to HEAD is asked again with GET, for the words in its body, from here on (…: withGETErrorBody). */
export function asksForErrorBody(version: string): boolean {
  return sinceVersion(version, ['2.3.3']);
}
