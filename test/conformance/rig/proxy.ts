import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type HttpServer, startHttpServer } from './http-server.js';
import type { Listeners } from './listeners.js';

/** A forward proxy of the server namespace. */
export interface ProxyOptions {
  readonly address: string;
  readonly port: number;
  /** Addresses by name: what the proxy's own resolver would say. */
  readonly names: Readonly<Record<string, string>>;
  /** Answer every request with this status instead (407, 403, 502). */
  readonly refuseWith?: number;
}

/** A running proxy; `tunnels` are the CONNECT targets asked for, in order. */
export interface Proxy extends HttpServer {
  readonly tunnels: readonly string[];
}

/** Starts a proxy for CONNECT and absolute-form requests. */
export async function startProxy(listeners: Listeners, options: ProxyOptions): Promise<Proxy> {
  const connect = (host: string, port: number) => listeners.connect(options.names[host] ?? host, port);
  const forward = async (request: IncomingMessage, response: ServerResponse) => {
    if (options.refuseWith !== undefined) return response.writeHead(options.refuseWith).end();
    const url = new URL(request.url ?? '');
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
    return response;
  };
  const http = await startHttpServer(listeners, options, (request, response) => {
    forward(request, response).catch(() => response.writeHead(502).end());
  });
  const tunnels: string[] = [];
  http.server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    tunnels.push(request.url ?? '');
    client.on('error', () => undefined);
    if (options.refuseWith !== undefined)
      client.end(`HTTP/1.1 ${options.refuseWith} Refused\r\nContent-Length: 0\r\n\r\n`);
    else tunnel(client, head, request.url ?? '', connect).catch(() => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  });
  return { ...http, tunnels };
}

async function tunnel(
  client: Duplex,
  head: Buffer,
  target: string,
  connect: (host: string, port: number) => Promise<Duplex>,
): Promise<void> {
  const { hostname, port } = new URL(`https://${target}`);
  const upstream = await connect(hostname, Number(port || 443));
  upstream.on('error', () => client.destroy());
  client.write('HTTP/1.1 200 Connection established\r\n\r\n');
  upstream.write(head);
  client.pipe(upstream).pipe(client);
}
