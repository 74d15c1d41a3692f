import { request as httpRequest, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { type HttpServer, startHttpServer } from './http-server.js';
import type { Listeners } from './listeners.js';
import type { ServerCertificate } from './pki.js';

/** A forward proxy of the server namespace. */
export interface ProxyOptions {
  readonly address: string;
  readonly port: number;
  /** Addresses by name: what the proxy's own resolver would say. */
  readonly names: Readonly<Record<string, string>>;
  /** Answer every request with this status instead (407, 403, 502). */
  readonly refuseWith?: number;
  /** With it the proxy itself is spoken to over TLS. */
  readonly certificate?: ServerCertificate;
  /** `user:password` that every request must carry; else 407 with a Basic challenge. */
  readonly login?: string;
  /** Login schemes offered with every 407. */
  readonly offers?: readonly string[];
  /** Names that are in no list get Squid's answer to a look-up that failed. */
  readonly resolvesNothingElse?: boolean;
  /** Opens every tunnel's TLS itself and shows this certificate. */
  readonly intercept?: ServerCertificate;
  /** Answers plain HTTP with this web page and `refuseWith`. */
  readonly page?: string;
}

/** A running proxy; `tunnels` are the CONNECT targets asked for, in order. */
export interface Proxy extends HttpServer {
  readonly tunnels: readonly string[];
}

type Connect = (host: string, port: number) => Promise<Duplex>;

/** What the proxy says for itself, or null where it does as it is told. */
function refusalOf(options: ProxyOptions, host: string, authorization: string | undefined): string | null {
  const { login, refuseWith, names, offers = ['Basic realm="proxy"'] } = options;
  const challenge = offers.map((scheme) => `Proxy-Authenticate: ${scheme}\r\n`).join('');
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  if (wanted !== undefined && authorization !== wanted) return `407 Proxy Authentication Required\r\n${challenge}`;
  if (refuseWith === 407) return `407 Proxy Authentication Required\r\n${challenge}`;
  if (refuseWith !== undefined) return `${refuseWith} Refused\r\n`;
  if (options.resolvesNothingElse === true && names[host] === undefined)
    return '503 Service Unavailable\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\n';
  return null;
}

/** Starts a proxy for CONNECT and absolute-form requests. */
export async function startProxy(listeners: Listeners, options: ProxyOptions): Promise<Proxy> {
  const connect: Connect = (host, port) => listeners.connect(options.names[host] ?? host, port);
  const http = await startHttpServer(listeners, options, (request, response) => {
    forward(options, connect, request, response).catch(() => response.writeHead(502).end());
  });
  const tunnels: string[] = [];
  const open = options.intercept === undefined ? tunnel : interceptor(options.intercept);
  http.server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const target = request.url ?? '';
    tunnels.push(target);
    client.on('error', () => undefined);
    const refusal = refusalOf(options, hostOf(target), request.headers['proxy-authorization']);
    if (refusal !== null) client.end(`HTTP/1.1 ${refusal}Content-Length: 0\r\n\r\n`);
    else open(client, head, target, connect).catch(() => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  });
  return { ...http, tunnels };
}

function hostOf(target: string): string {
  return new URL(`https://${target}`).hostname;
}

async function forward(
  options: ProxyOptions,
  connect: Connect,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '');
  const [line, ...headers] =
    refusalOf(options, url.hostname, request.headers['proxy-authorization'])?.trim().split('\r\n') ?? [];
  if (line !== undefined) {
    for (const header of headers) response.appendHeader(...(header.split(': ', 2) as [string, string]));
    if (options.page !== undefined) response.setHeader('content-type', 'text/html');
    response.writeHead(Number(line.slice(0, 3))).end(options.page);
    return;
  }
  const socket = await connect(url.hostname, Number(url.port || 80));
  const onward = httpRequest(
    {
      method: request.method ?? 'GET',
      path: url.pathname + url.search,
      headers: request.headers,
      createConnection: () => socket,
    },
    (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers)),
  );
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

async function tunnel(client: Duplex, head: Buffer, target: string, connect: Connect): Promise<void> {
  const { hostname, port } = new URL(`https://${target}`);
  const upstream = await connect(hostname, Number(port || 443));
  upstream.on('error', () => client.destroy());
  client.write('HTTP/1.1 200 Connection established\r\n\r\n');
  upstream.write(head);
  client.pipe(upstream).pipe(client);
}

/** TLS towards the client with the proxy's own certificate, TLS of its own towards the server, whose certificate it doesn't look at. */
function interceptor(certificate: ServerCertificate) {
  return async (client: Duplex, head: Buffer, target: string, connect: Connect): Promise<void> => {
    const { hostname, port } = new URL(`https://${target}`);
    const onward: RequestListener = async (request, response) => {
      const socket = await connect(hostname, Number(port || 443)).catch(() => null);
      if (socket === null) return void response.writeHead(502).end();
      const secured = connectTls({ socket, servername: hostname, rejectUnauthorized: false });
      secured.on('error', () => response.destroy());
      const sent = httpRequest(
        {
          method: request.method ?? 'GET',
          path: request.url ?? '/',
          headers: request.headers,
          createConnection: () => secured,
        },
        (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers)),
      );
      sent.on('error', () => response.destroy());
      request.pipe(sent);
    };
    const server = createTlsServer({ cert: certificate.chain, key: certificate.key }, onward);
    server.on('tlsClientError', () => undefined);
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) client.unshift(head);
    server.emit('connection', client);
  };
}
