import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { untilPrinted } from '../../conformance/rig/daemon.js';
import type { Listeners } from '../../conformance/rig/listeners.js';
import type { Namespace } from '../../conformance/rig/namespace.js';

/** One connection that the client tried, whether or not it was answered. */
export interface CapturedConnection {
  /** `address:port` of both ends, `[…]` around IPv6. */
  readonly from: string;
  readonly to: string;
  /** Seconds since the epoch of its first SYN, and how many SYNs it took. */
  readonly at: number;
  syns: number;
}

/** Nothing listens there: a connection to it marks a place in the capture. */
const MARK = { address: '10.99.0.2', port: 9 } as const;
/** The capture follows the wire by milliseconds; this allows for a machine under load. */
const FLUSH_TIMEOUT_MS = 5000;
/** A SYN is sent again after a second (tcp(7): initial retransmission time-out); sooner it is another connection from the same port. */
const LEAST_REPEAT_SECONDS = 0.9;
const SYN = [
  '-i',
  'any',
  '-nn',
  '-tt',
  '-l',
  '--immediate-mode',
  // Headers only: the kernel's ring has as few places as packets may be long, and a burst would overflow it.
  '-s',
  '128',
  'tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn or (ip6 and ip6[6] == 6 and ip6[53] & 0x12 == 0x02)',
];

/** Every SYN that leaves the client namespace, its loopback included, as tcpdump sees it. */
export class Capture {
  #seen: CapturedConnection[] = [];
  /** The last connection between two ends: a port that was refused is soon used again. */
  #latest = new Map<string, CapturedConnection>();
  #marks = 0;
  #rest = '';
  readonly #listeners: Listeners;

  private constructor(daemon: ChildProcess, listeners: Listeners) {
    this.#listeners = listeners;
    daemon.stdout?.on('data', (chunk: Buffer) => this.#read(String(chunk)));
  }

  /** @param listeners sockets of the client's namespace. */
  static async start(client: Namespace, listeners: Listeners): Promise<Capture> {
    const daemon = client.start('tcpdump', SYN);
    await untilPrinted('tcpdump', daemon, /listening on/);
    return new Capture(daemon, listeners);
  }

  /** Forgets what was seen so far. */
  async forget(): Promise<void> {
    await this.#flush();
    this.#seen = [];
    this.#latest = new Map();
  }

  /** All connections tried since then, in the order of their first SYN. */
  async connections(): Promise<CapturedConnection[]> {
    await this.#flush();
    return [...this.#seen];
  }

  /** Everything before the mark has been seen once the mark has. */
  async #flush(): Promise<void> {
    const before = this.#marks;
    await this.#listeners.connect(MARK.address, MARK.port).catch(() => undefined);
    const deadline = performance.now() + FLUSH_TIMEOUT_MS;
    while (this.#marks === before) {
      if (performance.now() > deadline) throw new Error('tcpdump shows nothing any more');
      await sleep(2);
    }
  }

  #read(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      // tcpdump shows what crosses the loopback coming in, everything else going out.
      const match = /^(\d+\.\d+) (?:lo\s+In|\S+\s+Out)\s+IP6? (\S+)\.(\d+) > (\S+)\.(\d+): Flags \[S[EW]*\]/.exec(line);
      if (match === null) continue;
      const [, at = '', source = '', sourcePort = '', target = '', targetPort = ''] = match;
      if (target === MARK.address && Number(targetPort) === MARK.port) {
        this.#marks += 1;
        continue;
      }
      const from = `${bracket(source)}:${sourcePort}`;
      const to = `${bracket(target)}:${targetPort}`;
      const key = `${from} ${to}`;
      const known = this.#latest.get(key);
      const isRepeated = known !== undefined && Number(at) - known.at >= LEAST_REPEAT_SECONDS;
      if (isRepeated) known.syns += 1;
      else {
        const connection = { from, to, at: Number(at), syns: 1 };
        this.#latest.set(key, connection);
        this.#seen.push(connection);
      }
    }
  }
}

function bracket(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
