import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { ServerCertificate } from '../../../conformance/rig/pki.js';

/** Talks on a connection as it likes, once the first bytes have come (decrypted, where it speaks TLS). */
export type RawHandler = (connection: Socket, first: Buffer) => void;

/** How a server answers: HTTP by a listener, or whatever it wants to say. */
export type Behaviour = { readonly http: RequestListener } | { readonly raw: RawHandler };

/** A hostile server on loopback that keeps all it is told. */
export interface HostileServer {
  readonly port: number;
  /** All bytes received so far (decrypted), as text of one character an octet. */
  received(): string;
  /** Connections accepted so far. */
  connections(): number;
  stop(): void;
}

/** Bytes kept of one server: more than any run sends. */
const KEPT_BYTES = 4_000_000;
/** Request headers a hostile server takes: what it sent itself may come back to it. */
const MAX_HEADER_BYTES = 1_000_000;

/** Starts one on a free port; with a certificate it speaks TLS. `behave` is asked at the first connection, when all places are known. */
export async function startServer(
  behave: () => Behaviour,
  certificate: ServerCertificate | null,
): Promise<HostileServer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let accepted = 0;
  let http: Server | null = null;
  const open = new Set<Socket>();
  const keep = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes < KEPT_BYTES) chunks.push(chunk);
  };
  const talk = (connection: Socket) => {
    connection.on('error', () => undefined);
    const behaviour = behave();
    if ('raw' in behaviour) connection.once('data', (first: Buffer) => behaviour.raw(connection, first));
    else {
      http ??= createHttpServer({ maxHeaderSize: MAX_HEADER_BYTES }, behaviour.http);
      http.on('clientError', (_error, broken) => broken.destroy());
      http.emit('connection', connection);
    }
    connection.on('data', keep);
  };
  const server =
    certificate === null
      ? createServer(talk)
      : createTlsServer({ cert: certificate.chain, key: certificate.key }, talk).on('tlsClientError', () => undefined);
  server.on('connection', (connection: Socket) => {
    accepted += 1;
    open.add(connection.on('error', () => undefined));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    received: () => Buffer.concat(chunks).toString('latin1'),
    connections: () => accepted,
    stop: () => {
      server.close();
      for (const connection of open) connection.destroy();
    },
  };
}
