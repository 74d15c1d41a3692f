import { connect, createServer, type Server } from 'node:net';

/** Something that listens, with the port it really got. */
export interface Bound {
  readonly port: number;
  stop(): Promise<void>;
}

/** Errors after which another port is taken: no right to this one, or it is in use. */
const SHIFTING = new Set(['EACCES', 'EADDRINUSE']);
/** A loopback connect is answered in microseconds; a second of silence is an answer too. */
const CONNECT_MS = 1000;

/** Listens on the port, or where that isn't allowed on a free one. Rejects on any other error. */
export async function bindNear(
  server: Server,
  address: string,
  port: number,
  stop: () => Promise<void>,
): Promise<Bound> {
  const got = await listen(server, address, port).catch((error: NodeJS.ErrnoException) => {
    if (!SHIFTING.has(error.code ?? '')) throw error;
    return listen(server, address, 0);
  });
  return { port: got, stop };
}

/** Listens and gives the port. Rejects with the error of bind. */
export function listen(server: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port }, () => {
      server.off('error', reject);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}

/** A port of the address at which nothing listens: the one asked for, or one that the kernel just had free. */
export async function closedPort(address: string, port: number): Promise<number> {
  if (await isRefused(address, port)) return port;
  const server = createServer();
  const free = await listen(server, address, 0);
  await new Promise((resolve) => server.close(resolve));
  return free;
}

function isRefused(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const done = (refused: boolean) => {
      clearTimeout(limit);
      socket.destroy();
      resolve(refused);
    };
    const limit = setTimeout(() => done(false), CONNECT_MS);
    socket.once('connect', () => done(false));
    socket.once('error', () => done(true));
  });
}
