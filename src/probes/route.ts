import { bracket, type Route } from '../facts/keys.js';
import { isIP } from '../text/address.js';
import type { Carrier } from './carrier.js';
import { connect } from './connect.js';
import type { ConnectionPool } from './connection-pool.js';
import { type Deadline, STOPPED } from './deadline.js';
import { handshake } from './handshake.js';
import { errorCode } from './parse/errno.js';
import type { ProbeLimits, ProberOptions } from './prober-options.js';
import { openTunnel, type TunnelResult } from './proxy-tunnel.js';
import { TapStream } from './tap-stream.js';

/** What all probes of one prober share. */
export interface ProbeWorld {
  readonly options: ProberOptions;
  readonly pool: ConnectionPool;
  /** Redirect targets as sent, by the form without signatures that facts show. */
  readonly locations: Map<string, string>;
  /** Addresses of direct TLS routes by the name asked for: the registry's own. */
  readonly peers: Map<string, string>;
}

export type OpenedRoute =
  | { readonly kind: 'open'; readonly carrier: Carrier; readonly reused: boolean; readonly openMs: number }
  | { readonly kind: Exclude<TunnelResult['kind'], 'open'>; readonly detail: string | null; readonly openMs: number };

/** Received bytes kept of a tunnel until the handshake in it says what it needs. */
const KEEP_BYTES = 1024;

/** Name under which an unused TCP connection lies in the pool. */
export function tcpName(to: { readonly address: string; readonly port: number }): string {
  return `tcp ${bracket(to.address)}:${to.port}`;
}

/**
 * Opens the way to the target: TCP, the handshake with an https proxy, and with `tunnel` the CONNECT.
 * A TCP connection left by an earlier probe is used where `mayReuse`. Never rejects.
 */
export async function openRoute(
  world: ProbeWorld,
  route: Route,
  how: { readonly tunnel: boolean; readonly mayReuse: boolean },
  deadline: Deadline,
  limits: ProbeLimits,
): Promise<OpenedRoute> {
  const beganMs = deadline.elapsedMs();
  const openMs = () => deadline.elapsedMs() - beganMs;
  if (route.kind === 'proxy' && route.scheme === 'socks5')
    return { kind: 'failed', detail: 'socks5 proxies are not probed', openMs: 0 };
  const idle = how.mayReuse ? world.pool.take(tcpName(route)) : null;
  const base = idle ?? (await openTcp(world, route, deadline, limits));
  if (typeof base === 'string') return { kind: 'failed', detail: base, openMs: openMs() };
  if (route.kind === 'direct') return { kind: 'open', carrier: base, reused: idle !== null, openMs: openMs() };
  const secured = route.scheme === 'https' ? await secureProxy(world, base, deadline) : base;
  if (typeof secured === 'string') return { kind: 'failed', detail: secured, openMs: openMs() };
  if (!how.tunnel) return { kind: 'open', carrier: secured, reused: idle !== null, openMs: openMs() };
  const authorization = proxyAuthorization(world, route.credential);
  const tunnelBeganMs = openMs();
  const tunnel = await openTunnel(secured.stream, route.target, authorization, deadline);
  if (tunnel.kind !== 'open') {
    base.tap.destroy();
    return { ...tunnel, openMs: tunnelBeganMs };
  }
  const tap = new TapStream(secured.stream, KEEP_BYTES);
  const carrier = world.pool.track({ stream: tap, tap, client: null });
  return { kind: 'open', carrier, reused: idle !== null, openMs: tunnelBeganMs };
}

/** Value of `Proxy-Authorization`, or null where the proxy's URL carries no credential. */
export function proxyAuthorization(world: ProbeWorld, credential: string | null): string | null {
  const secret = credential === null ? null : world.options.secrets.secret(credential);
  if (secret === null) return null;
  return `Basic ${Buffer.from(`${secret.username}:${secret.password}`).toString('base64')}`;
}

/** Name sent as SNI for a host: none for IP literals, no brackets, no trailing dot (golang/go crypto/tls `hostnameInSNI`). */
export function serverNameOf(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return bare === '' || isIP(bare) !== 0 ? null : bare;
}

async function openTcp(world: ProbeWorld, route: Route, deadline: Deadline, limits: ProbeLimits) {
  const { fact, stream } = await connect(route, world.options.portMap, deadline, limits.siblingRoundTripMs);
  if (stream !== null) return world.pool.track({ stream, tap: stream, client: null });
  return fact.detail === STOPPED ? STOPPED : `connect: ${fact.detail ?? fact.outcome}`;
}

/** The route names the proxy by address only, so its handshake carries no SNI. */
async function secureProxy(world: ProbeWorld, base: Carrier, deadline: Deadline): Promise<Carrier | string> {
  const { socket, error } = await handshake(base.tap, null, null, deadline);
  if (socket !== null) return world.pool.track({ stream: socket, tap: base.tap, client: null });
  base.tap.destroy();
  return deadline.stopped ? STOPPED : `handshake with the proxy: ${errorCode(error)}`;
}
