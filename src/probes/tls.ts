import type { TLSSocket } from 'node:tls';
import type { TlsFact } from '../facts/facts.js';
import { keyId, type TlsKey } from '../facts/keys.js';
import type { Carrier } from './carrier.js';
import { type Deadline, STOPPED } from './deadline.js';
import { type HandshakeResult, handshake } from './handshake.js';
import { blankTlsFact } from './parse/blank-facts.js';
import { errorCode } from './parse/errno.js';
import { printable } from './parse/first-bytes.js';
import { tlsOutcome } from './parse/tls-outcome.js';
import type { ProbeLimits } from './prober-options.js';
import { type OpenedRoute, openRoute, type ProbeWorld } from './route.js';
import type { TapStream } from './tap-stream.js';

/** A handshake and, where it went well, the connection under it. */
export interface TlsSession {
  readonly fact: TlsFact;
  readonly carrier: Carrier | null;
}

/** Certificates taken from Node where the message itself could not be read. */
const MAX_FALLBACK_CERTIFICATES = 20;
/** Registries remembered by one prober. */
const MAX_PEERS = 1000;

/** Where the keys of client certificates are, as the handshakes before said: requests only name the certificate. */
const KEY_PATHS = new WeakMap<ProbeWorld, Map<string, string>>();

function keyPathOf(world: ProbeWorld, certificate: string, named: string | undefined): string {
  const known = KEY_PATHS.get(world) ?? new Map<string, string>();
  KEY_PATHS.set(world, known);
  if (named !== undefined) known.set(certificate, named);
  return known.get(certificate) ?? certificate.replace(/\.cert$/, '.key');
}

/** One handshake; the session stays open for the request that comes next. */
export async function probeTls(
  world: ProbeWorld,
  key: TlsKey,
  deadline: Deadline,
  limits: ProbeLimits,
): Promise<TlsFact> {
  const { route } = key;
  if (route.kind === 'direct' && world.peers.size < MAX_PEERS)
    world.peers.set(key.serverName ?? route.address, route.address);
  const { fact, carrier } = await openTls(world, key, deadline, limits);
  if (carrier !== null) world.pool.put(keyId(key), carrier);
  return fact;
}

/**
 * Opens the route and shakes hands. `ms` of the fact counts the handshake, and the CONNECT before it, not the connect.
 * An idle connection that turns out to be dead says nothing of the server: a new one is tried then.
 */
export async function openTls(
  world: ProbeWorld,
  key: TlsKey,
  deadline: Deadline,
  limits: ProbeLimits,
): Promise<TlsSession> {
  const certificate =
    key.clientCertificate === null
      ? null
      : world.options.readClientCertificate(
          key.clientCertificate,
          keyPathOf(world, key.clientCertificate, key.clientKey),
        );
  if (key.clientCertificate !== null && certificate === null)
    return { fact: blankTlsFact('failed', 0, 'the client certificate can not be read'), carrier: null };
  let presented = certificate;
  for (let mayReuse = true; ; mayReuse = false) {
    const beganMs = deadline.elapsedMs();
    const opened = await openRoute(world, key.route, { tunnel: true, mayReuse }, deadline, limits);
    if (opened.kind !== 'open') return { fact: routeFailure(opened, deadline.elapsedMs() - beganMs), carrier: null };
    const { tap } = opened.carrier;
    const tunnelMs = Math.max(0, deadline.elapsedMs() - beganMs - opened.openMs);
    const result = await handshake(tap, key.serverName, presented, deadline, key.hello ?? null);
    const ms = tunnelMs + result.ms;
    if (presented !== null && isUnwanted(presented.certificate, result.flight)) {
      presented = null;
      tap.destroy();
      continue;
    }
    const withheld = certificate !== null && presented === null ? { clientCertificateWithheld: true } : {};
    if (result.socket !== null) {
      const carrier = world.pool.track({ stream: result.socket, tap, client: null });
      return { fact: { ...shaken(result.socket, result, ms), ...withheld }, carrier };
    }
    const fact = failure(tap, result, ms, deadline);
    tap.destroy();
    const stale = opened.reused && tap.receivedBytes === 0 && (fact.outcome === 'closed' || fact.outcome === 'reset');
    if (!stale) return { fact: { ...fact, ...withheld }, carrier: null };
  }
}

/** Go sends no certificate whose issuer the server does not name (golang/go `crypto/tls/common.go`: SupportsCertificate); OpenSSL sends any. */
function isUnwanted(pem: string, { clientAuthorities = [] }: HandshakeResult['flight']): boolean {
  if (clientAuthorities.length === 0) return false;
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const sent = blocks.map((block) => Buffer.from(block.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
  return !sent.some((der) => clientAuthorities.some((name) => der.includes(name)));
}

function routeFailure(opened: Exclude<OpenedRoute, { kind: 'open' }>, ms: number): TlsFact {
  const outcome = opened.kind === 'refused' ? 'proxy-refused' : opened.kind;
  return blankTlsFact(outcome, ms, opened.detail);
}

function shaken(socket: TLSSocket, result: HandshakeResult, ms: number): TlsFact {
  const sent = result.flight.chain;
  const chain = sent ?? fallbackChain(socket);
  return {
    ...blankTlsFact('handshake', ms, null),
    protocol: socket.getProtocol(),
    cipher: socket.getCipher().standardName,
    chain: chain.map((certificate) => certificate.toString('base64')),
    chainAsSent: sent !== null,
    clientCertificateAsked: result.flight.clientCertificateAsked,
  };
}

function failure(tap: TapStream, { error, flight }: HandshakeResult, ms: number, deadline: Deadline): TlsFact {
  if (deadline.stopped) return blankTlsFact('failed', ms, STOPPED);
  const { reason } = (error ?? {}) as { reason?: unknown };
  const { outcome, detail } = tlsOutcome({
    received: tap.received,
    message: error?.message ?? '',
    code: errorCode(error),
    reason: typeof reason === 'string' ? reason : null,
    failure: tap.failure,
    ended: tap.ended,
    timeUp: deadline.signal.aborted,
  });
  return {
    ...blankTlsFact(outcome, ms, detail),
    chain: (flight.chain ?? []).map((certificate) => certificate.toString('base64')),
    chainAsSent: flight.chain !== null,
    clientCertificateAsked: flight.clientCertificateAsked,
    firstBytes: printable(tap.received),
  };
}

/** Node's own idea of the chain: may lack certificates that were sent and hold some that were not. */
function fallbackChain(socket: TLSSocket): Buffer[] {
  const chain: Buffer[] = [];
  let certificate = socket.getPeerCertificate(true);
  while (certificate?.raw !== undefined && chain.length < MAX_FALLBACK_CERTIFICATES) {
    chain.push(certificate.raw);
    if (certificate.issuerCertificate === certificate) break;
    certificate = certificate.issuerCertificate;
  }
  return chain;
}
