import type { FailureKind } from '../../plan/failure.js';
import { sinceVersion } from '../version.js';

/** A handshake that times out counts from here on. */
const HANDSHAKE_TIMEOUT = ['1.6.32', '1.7.16'];
/** Refusals and timeouts of URLs without a port count from here on; before, such URLs were not wrapped at all. */
const WITHOUT_PORT = ['1.7.24', '2.0.0'];
/** The wrapper as such. */
const WRAPPED = ['1.6.25', '1.7.7'];
/** What moves port 443 to port 80 (isPortError: refused, or any error that is a timeout). */
const PORT_ERRORS: readonly FailureKind[] = ['tcp-refused', 'tcp-timeout', 'dns-timeout', 'http-timeout'];

/**
 * After which failures of https a host goes on with http (containerd `core/remotes/docker/resolver.go`: NewHTTPFallback,
 * `config/hosts.go`: ConfigureHosts); null where it isn't wrapped and asks what its scheme says.
 */
export function httpFallback(version: string, host: string): readonly FailureKind[] | null {
  const port = /:(\d+)$/.exec(host)?.[1] ?? null;
  if (port === '80' || !sinceVersion(version, WRAPPED)) return null;
  const always: FailureKind[] = sinceVersion(version, HANDSHAKE_TIMEOUT)
    ? ['tls-plain-http', 'tls-timeout']
    : ['tls-plain-http'];
  if (port !== null) return always;
  return sinceVersion(version, WITHOUT_PORT) ? [...always, ...PORT_ERRORS] : null;
}
