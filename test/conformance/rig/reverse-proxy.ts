import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type HttpServer, startHttpServer } from './http-server.js';
import type { Listeners } from './listeners.js';
import type { ServerCertificate } from './pki.js';

/** A front before a registry, as a person sets it up, with the mistakes people make. */
export interface ReverseProxyOptions {
  readonly address: string;
  readonly port: number;
  /** HTTPS with this chain; without it plain HTTP. */
  readonly certificate?: ServerCertificate;
  /** The registry behind it, which speaks plain HTTP. */
  readonly backend: { readonly address: string; readonly port: number };
  /** What it tells the registry of how it was reached; left out: nothing but the Host as asked for. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Largest request body that it passes on, bytes (nginx: client_max_body_size). */
  readonly mostBytes?: number;
}

/** nginx's page of that name. */
const TOO_LARGE = '<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body></body>\r\n</html>\r\n';

/** Starts it in the listeners' namespace. */
export async function startReverseProxy(listeners: Listeners, options: ReverseProxyOptions): Promise<HttpServer> {
  return startHttpServer(listeners, options, (asked, answer) => {
    const length = Number(asked.headers['content-length'] ?? 0);
    if (length > (options.mostBytes ?? Number.POSITIVE_INFINITY)) refuse(asked, answer);
    else void passOn(listeners, options, asked, answer);
  });
}

function refuse(asked: IncomingMessage, answer: ServerResponse): void {
  asked.resume();
  answer.writeHead(413, { 'content-type': 'text/html', connection: 'close' }).end(TOO_LARGE);
}

async function passOn(
  listeners: Listeners,
  { backend, headers, mostBytes }: ReverseProxyOptions,
  asked: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  // Before anything is awaited: nothing of the body may pass by.
  asked.pause();
  const socket = await listeners.connect(backend.address, backend.port);
  const sent = request({
    createConnection: () => socket,
    method: asked.method,
    path: asked.url,
    headers: { ...asked.headers, ...headers, connection: 'close' },
  });
  sent.on('response', (answered) => {
    answer.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(answer);
  });
  sent.on('error', () => answer.headersSent || answer.destroy());
  // Who compresses as it sends doesn't tell a length.
  let bytes = 0;
  asked.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (mostBytes === undefined || bytes <= mostBytes || answer.headersSent) return;
    asked.unpipe(sent);
    refuse(asked, answer);
    sent.destroy();
  });
  asked.pipe(sent);
}
