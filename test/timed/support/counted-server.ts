import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { IssuedCertificate } from '../../../src/lab/certificate.js';

/** What a server saw on the wire. */
export interface Counts {
  /** TCP connections it accepted. */
  connections: number;
  /** TLS handshakes that came to an end. */
  handshakes: number;
  /** `METHOD path` of each request, without its query, in order. */
  readonly requests: string[];
}

/** A running HTTPS server on a port of 127.0.0.1. */
export interface CountedServer extends Counts {
  readonly port: number;
  end(): void;
}

/** Starts an HTTPS server on 127.0.0.1 that counts what comes. */
export async function countedServer(
  { pem, keyPem }: IssuedCertificate,
  handle: RequestListener,
): Promise<CountedServer> {
  const open = new Set<Duplex>();
  const counts: Counts = { connections: 0, handshakes: 0, requests: [] };
  const server = createServer({ cert: pem, key: keyPem }, (request, response) => {
    counts.requests.push(`${request.method} ${request.url?.split('?')[0]}`);
    handle(request, response);
  });
  server.on('connection', (socket) => {
    counts.connections += 1;
    open.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('secureConnection', () => {
    counts.handshakes += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(counts, {
    port,
    end: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  });
}
