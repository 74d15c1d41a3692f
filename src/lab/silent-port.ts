import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { Bound } from './listen.js';

/**
 * A listener whose accept queue stays full: Linux drops further SYNs without a word (`tcp_conn_request`: sk_acceptq_is_full), on loopback too,
 * with any tcp_syncookies, as root or not. The thread sleeps once it listens, so that libuv never accepts; a thread ends with its process.
 */
const SLEEPER = `
const { parentPort, workerData } = require('node:worker_threads');
const { createServer } = require('node:net');
const listen = (port) => {
  const server = createServer();
  server.once('error', (error) => {
    if (port !== 0 && (error.code === 'EACCES' || error.code === 'EADDRINUSE')) listen(0);
    else parentPort.postMessage({ error: error.code });
  });
  server.listen({ host: workerData.address, port, backlog: 1 }, () => {
    parentPort.postMessage({ port: server.address().port });
    Atomics.wait(new Int32Array(workerData.gate), 0, 0);
    process.exit();
  });
};
listen(workerData.port);
`;

/** A thread starts in some 30 ms; a busy machine takes longer. */
const START_MS = 10_000;
/** A loopback SYN is answered in well under a millisecond; after this the queue counts as full. */
const FULL_AFTER_MS = 250;
/** A backlog of 1 takes two connections; a kernel that takes so many more has no such limit. */
const MAXIMUM_FILLERS = 16;

/**
 * Makes connects to the port hang without SYN-ACK or RST until `stop`. Takes a free port where the one asked for can't be bound.
 * Rejects where the kernel answers whatever the queue.
 */
export async function startSilentPort(address: string, port: number): Promise<Bound> {
  const gate = new SharedArrayBuffer(4);
  const worker = new Worker(SLEEPER, { eval: true, workerData: { address, port, gate } });
  worker.on('error', () => {});
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const fillers: Socket[] = [];
  const stop = async () => {
    for (const socket of fillers) socket.destroy();
    Atomics.store(new Int32Array(gate), 0, 1);
    Atomics.notify(new Int32Array(gate), 0);
    await ended;
  };
  const [started] = await once(worker, 'message', { signal: AbortSignal.timeout(START_MS) }).catch((error: Error) => [
    { error: error.message },
  ]);
  if (typeof started.port !== 'number') {
    await stop();
    throw new Error(`cannot listen on ${address}: ${started.error}`);
  }
  while (await isAnswered(address, started.port, fillers)) {
    if (fillers.length < MAXIMUM_FILLERS) continue;
    await stop();
    throw new Error('this kernel answers connects to a full listener: silence cannot be shown here');
  }
  return { port: started.port, stop };
}

/** Connects once more; an answered connection stays open and fills the queue. */
function isAnswered(address: string, port: number, fillers: Socket[]): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    socket.unref();
    const limit = setTimeout(() => {
      socket.destroy();
      resolve(false);
    }, FULL_AFTER_MS);
    socket.once('connect', () => {
      clearTimeout(limit);
      fillers.push(socket);
      resolve(true);
    });
    socket.on('error', () => {});
  });
}
