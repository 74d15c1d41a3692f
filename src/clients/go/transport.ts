import type { Host } from '../../host/host.js';
import type { TlsPolicy, Transport } from '../../plan/transport.js';
import { proxyPolicy } from './proxy-environment.js';
import { type ResolverBuild, resolverPolicy } from './resolver.js';

/** Least share of the dial budget for one address, milliseconds (golang/go `net/dial.go`: partialDeadline). */
const LEAST_PER_ADDRESS_MS = 2000;

/** Head start of the first address family, milliseconds (golang/go `net/dial.go`: Dialer.fallbackDelay). */
const FALLBACK_DELAY_MS = 300;

/** What differs between Go programs in how they connect. All times in milliseconds; null: no limit. */
export interface TransportLimits {
  readonly dialMs: number | null;
  readonly tlsHandshakeMs: number | null;
  readonly headerMs: number | null;
  readonly overallMs: number | null;
  readonly keepAlive: boolean;
}

/**
 * A Go program's transport towards URLs of one host. `name` is the host name of the URL without port,
 * null where it isn't known yet (a token realm): the resolver depends on it.
 */
export function goTransport(
  host: Host,
  name: string | null,
  limits: TransportLimits,
  tls: TlsPolicy,
  build: ResolverBuild,
): Transport {
  return {
    resolver: resolverPolicy(host, name, build),
    dial: { budgetMs: limits.dialMs, perAddressMs: LEAST_PER_ADDRESS_MS, fallbackDelayMs: FALLBACK_DELAY_MS },
    tlsHandshakeMs: limits.tlsHandshakeMs,
    headerMs: limits.headerMs,
    overallMs: limits.overallMs,
    proxy: proxyPolicy(host.environment, host.daemon),
    tls,
    keepAlive: limits.keepAlive,
  };
}
