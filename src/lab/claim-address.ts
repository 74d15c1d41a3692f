import { createServer } from 'node:net';
import { listen } from './listen.js';

/** Holding this port of a loopback address reserves the address among labs; nobody is meant to connect. */
const CLAIM_PORT = 61_980;
/** A lab wants these to itself where it may bind them. */
const REAL_PORTS = [443, 80];

export interface ClaimedAddress {
  readonly address: string;
  release(): Promise<void>;
}

/** A loopback address of its own, 127.0.80.1 and up; 127.0.0.1 on systems that have no other. Rejects when all are taken. */
export async function claimAddress(): Promise<ClaimedAddress> {
  for (let last = 1; last < 255; last++) {
    const address = `127.0.80.${last}`;
    const server = createServer();
    const taken = await listen(server, address, CLAIM_PORT).then(
      () => null,
      (error: NodeJS.ErrnoException) => error.code ?? 'error',
    );
    if (taken === 'EADDRNOTAVAIL') return { address: '127.0.0.1', release: async () => {} };
    if (taken !== null) continue;
    const release = () => new Promise<void>((resolve) => server.close(() => resolve()));
    if (await isFree(address)) return { address, release };
    await release();
  }
  throw new Error('no free loopback address in 127.0.80.0/24');
}

/** False where one of the real ports is in use; having no right to bind it is no objection. */
async function isFree(address: string): Promise<boolean> {
  for (const port of REAL_PORTS) {
    const server = createServer();
    try {
      await listen(server, address, port);
      await new Promise((resolve) => server.close(resolve));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    }
  }
  return true;
}
