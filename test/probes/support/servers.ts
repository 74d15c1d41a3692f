import { createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { FactKey, HttpKey, Route } from '../../../src/facts/keys.js';
import { createProber, type Prober, type ProberOptions, type SecretReader } from '../../../src/probes/prober.js';

/** Runs `end` after the test that is running. */
export function afterTest(end: () => unknown): void {
  onTestFinished(async () => {
    await end();
  });
}

/** Starts any server of node:net's kind on a free port of a loopback address; gives the port. */
export async function listen(server: Server, address = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  afterTest(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return bound.port;
}

/** A raw TCP server. */
export function rawServer(onSocket: (socket: Socket) => void): Promise<number> {
  return listen(createServer(onSocket));
}

/** A server that answers the first bytes of each connection with `answer`, then leaves it open or ends it. */
export function answering(answer: string | Buffer, then: 'end' | 'open' | 'reset' = 'open'): Promise<number> {
  return rawServer((socket) => {
    socket.once('data', () => {
      socket.write(answer, () => {
        if (then === 'end') socket.end();
        if (then === 'reset') socket.resetAndDestroy();
      });
    });
  });
}

/** A vault of the test. */
export function secrets(known: Record<string, { username: string; password: string; token?: string }> = {}) {
  const tokens = new Map<string, string>();
  const reader: SecretReader = {
    secret: (id) => {
      const found = known[id];
      return found === undefined ? null : { ...found, token: found.token ?? null };
    },
    token: (id) => tokens.get(id) ?? null,
    keepToken: (id, token) => void tokens.set(id, token),
  };
  return { reader, tokens };
}

/** A prober that is closed after the test. */
export function prober(options: Partial<ProberOptions> = {}): Prober {
  const made = createProber({
    secrets: secrets().reader,
    portMap: null,
    readClientCertificate: () => null,
    ...options,
  });
  afterTest(() => made.close());
  return made;
}

/** Limits as observe would give them. */
export function limits(stepMs = 3000, roundTripMs: number | null = null) {
  return { stepMs, signal: new AbortController().signal, siblingRoundTripMs: () => roundTripMs };
}

/** A route straight to a loopback port. */
export function direct(port: number, address = '127.0.0.1'): Route {
  return { kind: 'direct', address, port };
}

/** A route through a proxy on a loopback port. */
export function throughProxy(port: number, target: string, credential: string | null = null) {
  return { kind: 'proxy', address: '127.0.0.1', port, scheme: 'http', target, credential } as const satisfies Route;
}

/** A GET key with everything else left at its plainest. */
export function get(url: string, route: Route, more: Partial<HttpKey> = {}): HttpKey {
  return {
    kind: 'http',
    route,
    clientCertificate: null,
    method: 'GET',
    url,
    accept: 'any',
    form: null,
    authorization: null,
    account: false,
    serial: 0,
    ...more,
  };
}

/** A handshake key. */
export function hello(route: Route, serverName: string | null = 'registry.test', certificate: string | null = null) {
  return { kind: 'tls', route, serverName, clientCertificate: certificate } as const satisfies FactKey;
}
