import { constants } from 'node:crypto';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { type Deadline, onAbort } from './deadline.js';
import { readServerFlight, type ServerFlight } from './parse/sent-chain.js';
import type { TapStream } from './tap-stream.js';

/** Bytes of the server's side kept for reading its chain; Go refuses a Certificate message over 256 KiB. */
const KEEP_BYTES = 256 * 1024;
/** A TLS 1.3 server says only after the handshake whether a client certificate was needed: that long it is given. */
const AFTER_HANDSHAKE_MS = 300;
const SECRET_LABEL = /^SERVER_HANDSHAKE_TRAFFIC_SECRET [0-9a-f]+ ([0-9a-f]+)/;

export interface HandshakeResult {
  /** The session where the handshake went well, or null. */
  readonly socket: TLSSocket | null;
  /** What went wrong; null where nothing did. */
  readonly error: Error | null;
  readonly flight: ServerFlight;
  readonly ms: number;
}

/**
 * One TLS handshake that takes any certificate and as old a protocol as OpenSSL still speaks: what a client would make
 * of it is judged elsewhere. `hello` (`TLSv1.2 SUITE:SUITE`) narrows what is offered. Offers no ALPN (containers/image offers none). Never rejects.
 */
export function handshake(
  tap: TapStream,
  serverName: string | null,
  certificate: { readonly certificate: string; readonly key: string } | null,
  deadline: Deadline,
  hello: string | null = null,
): Promise<HandshakeResult> {
  const startedAt = performance.now();
  tap.forget(KEEP_BYTES);
  return new Promise((resolve) => {
    let secret: Buffer | null = null;
    let timer: NodeJS.Timeout | undefined;
    let release = () => {};
    let handshakeMs: number | null = null;
    let socket: TLSSocket | undefined;
    let done = false;
    const finish = (error: Error | null) => {
      if (done) return;
      done = true;
      release();
      clearTimeout(timer);
      const ms = handshakeMs ?? Math.round(performance.now() - startedAt);
      const flight = readServerFlight(tap.received, secret);
      if (error !== null) socket?.destroy();
      // The listener for errors stays: a late one of an idle session must not end the process.
      resolve({ socket: error === null ? (socket ?? null) : null, error, flight, ms });
    };
    let session: TLSSocket;
    try {
      session = connect(optionsFor(tap, serverName, certificate, hello));
    } catch (error) {
      return finish(error instanceof Error ? error : new Error('handshake could not be started'));
    }
    socket = session;
    session.on('keylog', (line: Buffer) => {
      const found = SECRET_LABEL.exec(line.toString('latin1'))?.[1];
      if (found !== undefined) secret = Buffer.from(found, 'hex');
    });
    session.once('secureConnect', () => {
      handshakeMs = Math.round(performance.now() - startedAt);
      const asked = readServerFlight(tap.received, secret).clientCertificateAsked;
      if (session.getProtocol() !== 'TLSv1.3' || !asked) return finish(null);
      timer = setTimeout(() => finish(null), AFTER_HANDSHAKE_MS);
      session.once('session', () => finish(null));
    });
    session.on('error', (error) => finish(error));
    session.once('close', () => finish(new Error('closed')));
    tap.once('close', () => finish(new Error('closed')));
    release = onAbort(deadline.signal, () => (handshakeMs === null ? finish(new Error('time')) : finish(null)));
  });
}

function optionsFor(
  tap: TapStream,
  serverName: string | null,
  certificate: { readonly certificate: string; readonly key: string } | null,
  hello: string | null,
): ConnectionOptions {
  const [minimum, suites] = hello === null ? ['TLSv1', 'DEFAULT'] : hello.split(' ');
  return {
    socket: tap,
    rejectUnauthorized: false,
    // Nothing is judged here: else Node would read all the authorities that it brings along (12 ms).
    ca: [],
    minVersion: minimum === 'TLSv1.2' ? 'TLSv1.2' : 'TLSv1',
    ciphers: `${suites}:@SECLEVEL=0`,
    // Servers without secure renegotiation are refused by OpenSSL 3 and taken by Go.
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
    ...(serverName === null ? {} : { servername: serverName }),
    ...(certificate === null ? {} : { cert: certificate.certificate, key: certificate.key }),
  };
}
