import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import type { Namespace } from './namespace.js';
import { PROGRAM_PATH } from './programs.js';

/** A socket opens at once or never: there is no real network below it. */
const OPEN_TIMEOUT_MS = 20_000;

/** What runs inside the namespace: opens sockets there and hands them to this process, which then serves them. */
const HELPER = `
const net = require('node:net'), dgram = require('node:dgram');
const open = {
  listen: ({ address, port }, done, fail) => { const s = net.createServer(); s.on('error', fail).listen({ host: address, port }, () => done(s, () => s.close())); },
  bind: ({ address, port }, done, fail) => { const s = dgram.createSocket(address.includes(':') ? 'udp6' : 'udp4'); s.on('error', fail).bind({ address, port }, () => done(s, () => s.close())); },
  connect: ({ address, port }, done, fail) => { const s = net.connect({ host: address, port }).on('error', fail).on('connect', () => done(s)); },
};
process.on('message', ({ id, verb, ...where }) => open[verb](where, (handle, then) => process.send({ id }, handle, {}, then ?? (() => {})), (error) => process.send({ id, error: error.message })));
process.on('disconnect', () => process.exit());
`;

type Handle = Server | Socket | DatagramSocket;

/**
 * Sockets that live in a namespace but are served by this process, so that a faulty server is a plain function of a test.
 */
export class Listeners {
  readonly #namespace: Namespace;
  readonly #opened: Handle[] = [];
  #helper: ChildProcess | undefined;
  #next = 0;

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  /** A TCP server that listens in the namespace; its `connection` events come here. */
  async listen(address: string, port: number): Promise<Server> {
    return (await this.#open('listen', address, port)) as Server;
  }

  /** A UDP socket bound in the namespace. */
  async bind(address: string, port: number): Promise<DatagramSocket> {
    return (await this.#open('bind', address, port)) as DatagramSocket;
  }

  /** A TCP connection made from within the namespace; rejects with the kernel's words if there is none. */
  async connect(address: string, port: number): Promise<Socket> {
    return (await this.#open('connect', address, port)) as Socket;
  }

  /** Closes all sockets handed out. */
  async end(): Promise<void> {
    for (const handle of this.#opened) {
      if ('destroy' in handle) handle.destroy();
      else handle.close();
    }
    const helper = this.#helper;
    if (helper === undefined || helper.exitCode !== null) return;
    const ended = once(helper, 'exit');
    helper.disconnect();
    await ended;
  }

  async #open(verb: 'listen' | 'bind' | 'connect', address: string, port: number): Promise<Handle> {
    this.#helper ??= spawn(
      'nsenter',
      ['--target', String(this.#namespace.pid), '--net', '--', process.execPath, '-e', HELPER],
      { env: { PATH: PROGRAM_PATH }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    ).setMaxListeners(0);
    const helper = this.#helper;
    this.#next += 1;
    const id = this.#next;
    return new Promise((resolve, reject) => {
      const settle = (error: Error | undefined, handle?: unknown) => {
        clearTimeout(timer);
        helper.off('message', answered);
        if (error !== undefined) return reject(error);
        this.#opened.push(handle as Handle);
        resolve(handle as Handle);
      };
      const answered = (message: unknown, handle: unknown) => {
        const answer = message as { id: number; error?: string };
        if (answer.id === id) settle(answer.error === undefined ? undefined : new Error(answer.error), handle);
      };
      const timer = setTimeout(() => settle(new Error(`${verb} ${address}:${port}: no answer`)), OPEN_TIMEOUT_MS);
      helper.on('message', answered);
      helper.send({ id, verb, address, port });
    });
  }
}
