import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import type { Listeners } from './listeners.js';

/** Far more than any client or regdoctor may read. */
const HUGE_BYTES = 100_000_000;
/** Slow enough that no whole answer ever arrives. */
const DRIP_INTERVAL_MS = 500;

const FILLER = 'x'.repeat(8000);

/** Answers every request alike. */
export function answer(status: number, body = '', headers: Readonly<Record<string, string>> = {}): RequestListener {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** Answers with an error document of the distribution API. */
export function registryError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): RequestListener {
  const body = JSON.stringify({ errors: [{ code, message, detail: null }] });
  return answer(status, body, { 'content-type': 'application/json', ...headers });
}

/** 429, with `Retry-After` in seconds if given. */
export function tooManyRequests(retryAfter?: string): RequestListener {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return registryError(429, 'TOOMANYREQUESTS', 'You have reached your pull rate limit.', headers);
}

/** A login page with status 200, as captive portals and wrong ingress rules give. */
export const loginPage: RequestListener = answer(
  200,
  '<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body>Please sign in.</body></html>',
  { 'content-type': 'text/html; charset=utf-8' },
);

/** The ping (`/v2/`) succeeds; everything else is answered by `then`. */
export function afterPing(then: RequestListener): RequestListener {
  return (request, response) => {
    if (request.url !== '/v2/') return then(request, response);
    const headers = { 'content-type': 'application/json', 'docker-distribution-api-version': 'registry/2.0' };
    response.writeHead(200, headers).end('{}');
  };
}

/** Redirects to itself for ever. */
export const redirectLoop: RequestListener = (request, response) => {
  const hop = Number(new URL(request.url ?? '/', 'http://here').searchParams.get('hop') ?? 0);
  response.writeHead(302, { location: `${request.url?.split('?')[0]}?hop=${hop + 1}` }).end();
};

/** Sends the head of an answer and then one byte at a time, for ever. */
export const drip: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), DRIP_INTERVAL_MS);
  response.on('close', () => clearInterval(timer));
};

/** Takes the request and never answers. */
export const neverAnswers: RequestListener = () => undefined;

/** Closes the connection instead of answering. */
export const closes: RequestListener = (request) => {
  request.socket.destroy();
};

/** 100 MB of JSON that never ends in a value. */
export const hugeBody: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  void pour(response, (count) => (count === 0 ? `"${FILLER}` : FILLER));
};

/** 100 MB of header lines. */
export const hugeHeaders: RequestListener = (_request, response) => {
  const socket = response.socket;
  if (socket === null) return;
  socket.write('HTTP/1.1 200 OK\r\n');
  void pour(socket, (count) => `X-Filler-${count}: ${FILLER}\r\n`);
};

async function pour(to: NodeJS.WritableStream & Pick<ServerResponse, 'destroyed'>, part: (count: number) => string) {
  to.setMaxListeners(0);
  for (let count = 0; count * FILLER.length < HUGE_BYTES; count += 1) {
    if (to.destroyed) return;
    if (!to.write(part(count))) await Promise.race([once(to, 'drain'), once(to, 'close')]).catch(() => undefined);
  }
  to.end();
}

/** A port that accepts connections and stays silent (TLS handshakes and requests alike). */
export async function startSilentPort(listeners: Listeners, address: string, port: number): Promise<void> {
  const server = await listeners.listen(address, port);
  server.on('connection', (connection) => connection.on('error', () => undefined).resume());
}
