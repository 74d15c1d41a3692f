import { createServer, type RequestListener } from 'node:http';
import type { HttpFact } from '../../../src/facts/facts.js';
import type { HttpKey, Route } from '../../../src/facts/keys.js';
import { answering, direct, get, limits, listen, prober } from './servers.js';

/** A URL as containers/image pings it. */
export const REGISTRY = 'http://registry.test/v2/';

/** Asks a server that answers with the given bytes. */
export async function askRaw(answer: string | Buffer, then: 'end' | 'open' | 'reset' = 'open', stepMs = 2000) {
  return ask(get(REGISTRY, direct(await answering(answer, then))), stepMs);
}

/** Asks, with a prober of its own unless one is given. */
export async function ask(key: HttpKey, stepMs = 2000, asked = prober()): Promise<HttpFact> {
  return (await asked.probe(key, limits(stepMs))) as HttpFact;
}

/** Starts a real HTTP server; gives the route to it. */
export async function serve(listener: RequestListener): Promise<Route> {
  return direct(await listen(createServer({ maxHeaderSize: 65_536 }, listener)));
}

/** A whole answer with a JSON body. */
export const json = (body: unknown, status = '200 OK', headers = '') => {
  const text = JSON.stringify(body);
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\n${headers}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
};
