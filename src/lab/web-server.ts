import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import { answer, type LabHandler } from './exchange.js';
import { type Bound, bindNear } from './listen.js';

export interface WebServerOptions {
  readonly handler: LabHandler;
  /** PEM chain as sent and PEM key; null for plain HTTP. `clientAuthority`: PEM of the CA whose client certificates alone are let in. */
  readonly tls: { readonly chain: string; readonly key: string; readonly clientAuthority?: string } | null;
  /** Status line answered to CONNECT, for a lab's proxy: `403 Forbidden`; null where CONNECT is no method. */
  readonly refuseConnect: string | null;
}

/** Bodies that are kept; the lab's own image is smaller than 4 KiB. */
const MAXIMUM_BODY_BYTES = 16 * 1024 * 1024;
/** First octet of a TLS handshake record. */
const TLS_HANDSHAKE = 0x16;
// What a Go server (net/http) answers to what is no HTTP, a TLS handshake for one.
const BAD_REQUEST =
  'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request';
// And to plain HTTP on a TLS port.
const PLAIN_ON_TLS = 'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n';

/** Serves until `stop`, on the port asked for or, where that can't be bound, on a free one of the same address. */
export async function startWebServer(address: string, port: number, options: WebServerOptions): Promise<Bound> {
  const listener = requestListener(options.handler);
  const inner: Server =
    options.tls === null ? createHttpServer(listener) : createHttpsServer(tlsOptions(options.tls), listener);
  const refusal = options.refuseConnect;
  if (refusal !== null)
    inner.on('connect', (_, socket) => socket.end(`HTTP/1.1 ${refusal}\r\nContent-Length: 0\r\n\r\n`));
  // TLS spoken to plain HTTP, or a client that went away: what a lab is for.
  inner.on('clientError', (_, socket) => (socket.writable ? socket.end(BAD_REQUEST) : socket.destroy()));
  inner.on('tlsClientError', () => {});
  const sockets = new Set<Socket>();
  const front = frontServer(inner, options.tls !== null, sockets);
  return bindNear(front, address, port, async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => front.close(resolve));
  });
}

function tlsOptions({ chain, key, clientAuthority }: NonNullable<WebServerOptions['tls']>): ServerOptions {
  if (clientAuthority === undefined) return { cert: chain, key };
  return { cert: chain, key, ca: clientAuthority, requestCert: true, rejectUnauthorized: true };
}

/** Accepts connections, and for TLS tells plain HTTP from a handshake by the first octet. */
function frontServer(inner: Server, tls: boolean, sockets: Set<Socket>): NetServer {
  return createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (first) => {
      if (tls && first[0] !== TLS_HANDSHAKE) return socket.end(PLAIN_ON_TLS);
      socket.pause();
      socket.unshift(first);
      inner.emit('connection', socket);
      return process.nextTick(() => socket.resume());
    });
    socket.resume();
  });
}

function requestListener(handler: LabHandler): RequestListener {
  return async (request, response) => {
    try {
      const url = new URL(request.url ?? '/', 'http://lab');
      const body = await readBody(request);
      const asked = {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body,
      };
      const given = body === null ? answer(413) : handler({ ...asked, body });
      response.writeHead(given.status, { ...given.headers, 'content-length': given.body.length });
      response.end(request.method === 'HEAD' ? undefined : given.body);
    } catch {
      response.destroy();
    }
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > MAXIMUM_BODY_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
