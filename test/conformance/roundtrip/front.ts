import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type HttpServer, type HttpServerOptions, startHttpServer } from '../rig/http-server.js';
import type { Listeners } from '../rig/listeners.js';

/** A registry behind the front, which speaks plain HTTP. */
export interface Backend {
  readonly address: string;
  readonly port: number;
}

/** A front that sends each request where it belongs, whole, and may keep it waiting. */
export interface FrontOptions extends HttpServerOptions {
  readonly backendOf: (asked: IncomingMessage) => Backend;
  /** Waited for before a request goes on, also where its sender has gone by then: on a real network it is under way. */
  readonly hold?: (asked: IncomingMessage) => Promise<unknown> | undefined;
  /** Told when the registry has answered. */
  readonly onAnswer?: (asked: IncomingMessage) => void;
}

/** Starts it in the listeners' namespace. The registries are told that they were reached by HTTPS. */
export async function startFront(listeners: Listeners, options: FrontOptions): Promise<HttpServer> {
  return startHttpServer(listeners, options, (asked, answer) => void passOn(listeners, options, asked, answer));
}

async function passOn(
  listeners: Listeners,
  options: FrontOptions,
  asked: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  const body = await buffer(asked).catch(() => null);
  if (body === null) return;
  await options.hold?.(asked);
  const { address, port } = options.backendOf(asked);
  const socket = await listeners.connect(address, port).catch(() => null);
  if (socket === null) return void answer.destroy();
  const { 'transfer-encoding': _, ...headers } = asked.headers;
  const sent = request({
    createConnection: () => socket,
    method: asked.method,
    path: asked.url,
    headers: {
      ...headers,
      ...(asked.method === 'GET' || asked.method === 'HEAD' ? {} : { 'content-length': body.length }),
      ...{ 'x-forwarded-proto': 'https', connection: 'close' },
    },
  });
  sent.on('response', (answered) => {
    options.onAnswer?.(asked);
    answer.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(answer);
  });
  sent.on('error', () => answer.destroy());
  sent.end(body);
}
