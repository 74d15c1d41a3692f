import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Listeners } from './listeners.js';
import type { ServerCertificate } from './pki.js';
import type { WireRequest } from './wire.js';

/** Where a server of the test listens; with a certificate it speaks HTTPS. */
export interface HttpServerOptions {
  readonly address: string;
  readonly port: number;
  readonly certificate?: ServerCertificate;
}

/** An HTTP server whose behaviour is a function of the test. */
export interface HttpServer {
  readonly requests: readonly WireRequest[];
  readonly server: Server;
}

/** Starts an HTTP server in the listeners' namespace that answers by `handle` and keeps a log of what it was asked. */
export async function startHttpServer(
  listeners: Listeners,
  options: HttpServerOptions,
  handle: RequestListener,
): Promise<HttpServer> {
  const requests: WireRequest[] = [];
  const logged = (request: IncomingMessage, response: ServerResponse) => {
    log(requests, `${options.address}:${options.port}`, request, response);
    handle(request, response);
  };
  const { certificate } = options;
  const server =
    certificate === undefined
      ? createServer(logged)
      : createTlsServer({ cert: certificate.chain, key: certificate.key }, logged);
  const socket = await listeners.listen(options.address, options.port);
  socket.on('connection', (connection) => {
    // A client that gives up is what many cases are about, not an error of the server.
    connection.on('error', () => undefined);
    server.emit('connection', connection);
  });
  return { requests, server };
}

function log(requests: WireRequest[], server: string, request: IncomingMessage, response: ServerResponse): void {
  const index = requests.length;
  const entry = {
    server,
    method: request.method ?? '',
    path: request.url ?? '',
    status: null,
    userAgent: request.headers['user-agent'] ?? '',
  };
  requests.push(entry);
  response.on('finish', () => {
    requests[index] = { ...entry, status: response.statusCode };
  });
}
