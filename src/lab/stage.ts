import { claimAddress } from './claim-address.js';
import { type Bound, closedPort } from './listen.js';
import { startEmptyNameServer } from './name-server.js';
import { startSilentPort } from './silent-port.js';
import { startWebServer, type WebServerOptions } from './web-server.js';

/** Where a port ended up when the one wanted could not be bound. */
export interface PortTarget {
  readonly address: string;
  readonly port: number;
}

/** What a fault builds its lab with: one loopback address, servers on it, files and variables of the host that is looked at. */
export class Stage {
  readonly address: string;
  /** `address:port` as the host's files speak of it → where it really is; only ports that had to move. */
  readonly moved = new Map<string, PortTarget>();
  readonly files = new Map<string, string>();
  readonly environment = new Map<string, string>();
  readonly #endings: (() => Promise<void>)[];

  private constructor(address: string, release: () => Promise<void>) {
    this.address = address;
    this.#endings = [release];
  }

  static async open(): Promise<Stage> {
    const { address, release } = await claimAddress();
    return new Stage(address, release);
  }

  /** Plain HTTP or TLS server. */
  async serve(port: number, options: Partial<WebServerOptions> & Pick<WebServerOptions, 'handler'>): Promise<void> {
    this.#keep(port, await startWebServer(this.address, port, { tls: null, refuseConnect: null, ...options }));
  }

  /** A port that answers no connect. */
  async silence(port: number): Promise<void> {
    this.#keep(port, await startSilentPort(this.address, port));
  }

  /** A port that refuses. */
  async close(port: number): Promise<void> {
    this.#keep(port, { port: await closedPort(this.address, port), stop: async () => {} });
  }

  /** A name server that knows no name, on port 53. */
  async emptyNameServer(): Promise<void> {
    this.#keep(53, await startEmptyNameServer(this.address, 53));
  }

  /** A hosts file that sends these names to the lab's address. */
  hosts(...names: readonly string[]): void {
    this.files.set('/etc/hosts', `127.0.0.1 localhost\n${this.address} ${names.join(' ')}\n`);
  }

  /** Ends everything, the last first. Safe to call twice. */
  async stop(): Promise<void> {
    for (let ending = this.#endings.pop(); ending !== undefined; ending = this.#endings.pop()) await ending();
  }

  #keep(wanted: number, bound: Bound): void {
    this.#endings.push(() => bound.stop());
    if (bound.port !== wanted) this.moved.set(`${this.address}:${wanted}`, { address: this.address, port: bound.port });
  }
}
