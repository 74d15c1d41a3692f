import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import type { Lab } from '../../src/lab/lab.js';

export interface Visit {
  /** `status` for an answer, else the error's code or `silent`. */
  readonly outcome: string;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly ms: number;
}

/** Where a name and port of the lab's files really are. */
export function locate(lab: Lab, host: string, defaultPort = 443): { address: string; port: number } {
  const { hostname, port } = new URL(`http://${host}`);
  const hosts = fileOf(lab, '/etc/hosts').split('\n');
  const address = hosts.find((line) => line.split(/\s+/).includes(hostname))?.split(/\s+/)[0] ?? hostname;
  const wanted = Number(port || defaultPort);
  return lab.portMap?.get(`${address}:${wanted}`) ?? { address, port: wanted };
}

export function fileOf(lab: Lab, path: string): string {
  return lab.files.find((file) => file.path === path)?.content ?? '';
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  /** Time to judge silence after, milliseconds. */
  readonly waitMs?: number;
  /** Judge the certificate with what the lab's host trusts; off where only the answer matters. */
  readonly verify?: boolean;
}

/** One request as a client on the lab's host would make it. */
export function visit(lab: Lab, url: string, ask: Ask = {}): Promise<Visit> {
  const { protocol, host, hostname, pathname, search } = new URL(url);
  const { address, port } = locate(lab, host, protocol === 'https:' ? 443 : 80);
  const started = performance.now();
  const waitMs = ask.waitMs ?? 3000;
  const ca = fileOf(lab, '/etc/ssl/certs/regdoctor-lab.pem') || undefined;
  const tls = { servername: hostname, rejectUnauthorized: ask.verify !== false, ...(ca === undefined ? {} : { ca }) };
  return new Promise((resolve) => {
    const done = (outcome: string, status: number | null = null, headers: Visit['headers'] = {}, body = '') => {
      clearTimeout(limit);
      sent.destroy();
      resolve({ outcome, status, headers, body, ms: performance.now() - started });
    };
    const options = {
      host: address,
      port,
      path: pathname + search,
      method: ask.method ?? 'GET',
      headers: { host, ...ask.headers },
      agent: false,
    };
    const sent = protocol === 'https:' ? httpsRequest({ ...options, ...tls }) : httpRequest(options);
    const limit = setTimeout(() => done('silent'), waitMs);
    sent.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () =>
        done('status', response.statusCode ?? null, response.headers, Buffer.concat(parts).toString('utf8')),
      );
    });
    sent.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    sent.end(ask.body);
  });
}

/** What a bare connect gives within the time: `connected`, `silent`, or the error's code. */
export function knock(address: string, port: number, waitMs: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const done = (outcome: string) => {
      clearTimeout(limit);
      socket.destroy();
      resolve(outcome);
    };
    const limit = setTimeout(() => done('silent'), waitMs);
    socket.on('connect', () => done('connected'));
    socket.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'error'));
  });
}
