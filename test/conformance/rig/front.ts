import { request as ask, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { SecureVersion } from 'node:tls';
import type { HttpServer } from './http-server.js';
import type { Listeners } from './listeners.js';
import type { ServerCertificate } from './pki.js';
import type { WireRequest } from './wire.js';

/** A web server in front of a registry: TLS ends there, and paths and connections may differ behind it. */
export interface FrontOptions {
  readonly address: string;
  readonly port: number;
  readonly certificate: ServerCertificate;
  /** Where the registry behind it speaks plain HTTP. */
  readonly behind: { readonly address: string; readonly port: number };
  /** The only version of TLS that it speaks; left out: what Node speaks. */
  readonly tlsVersion?: SecureVersion;
  /** The path asked of the registry for a path asked of the front. */
  readonly rewrite?: (path: string) => string;
  /** Ends every connection after one answer. */
  readonly closes?: boolean;
  /** Answers in the registry's place where it gives true. */
  readonly instead?: (...of: Parameters<RequestListener>) => boolean;
}

/** Starts one; it keeps a log as all servers of the rig do. */
export async function startFront(listeners: Listeners, options: FrontOptions): Promise<Pick<HttpServer, 'requests'>> {
  const { address, port, certificate, tlsVersion, rewrite = (path) => path } = options;
  const requests: WireRequest[] = [];
  const handle: RequestListener = (request, response) => {
    const path = request.url ?? '/';
    const index = requests.length;
    const userAgent = request.headers['user-agent'] ?? '';
    const entry = { server: `${address}:${port}`, method: request.method ?? '', path, status: null, userAgent };
    requests.push(entry);
    response.on('finish', () => {
      requests[index] = { ...entry, status: response.statusCode };
    });
    if (options.instead?.(request, response) === true) return;
    void listeners.connect(options.behind.address, options.behind.port).then(
      (socket) => pass(request, rewrite(path), socket, options.closes === true, response),
      () => response.writeHead(502).end(),
    );
  };
  const versions = tlsVersion === undefined ? {} : { minVersion: tlsVersion, maxVersion: tlsVersion };
  const server = createTlsServer({ cert: certificate.chain, key: certificate.key, ...versions }, handle);
  server.on('tlsClientError', () => undefined);
  const socket = await listeners.listen(address, port);
  socket.on('connection', (connection) => {
    connection.on('error', () => undefined);
    server.emit('connection', connection);
  });
  return { requests };
}

function pass(
  request: IncomingMessage,
  path: string,
  socket: Socket,
  closes: boolean,
  response: Parameters<RequestListener>[1],
): void {
  const headers = { ...request.headers, 'x-forwarded-proto': 'https', connection: 'close' };
  const forwarded = ask(
    { createConnection: () => socket, method: request.method ?? 'GET', path, headers },
    (answer) => {
      const { connection: _, 'keep-alive': _kept, ...rest } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, closes ? { ...rest, connection: 'close' } : rest);
      answer.pipe(response);
    },
  );
  forwarded.on('error', () => response.destroy());
  request.pipe(forwarded);
}
