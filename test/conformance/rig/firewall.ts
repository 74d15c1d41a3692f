import type { Namespace } from './namespace.js';

/** Connection attempts are remembered this long, which bounds the age that nft can tell. */
const MEMORY_MS = 3_600_000;

/** What the server side does with packets for a port: silence, a TCP reset, or ICMP unreachable. */
export type FirewallAction = 'drop' | 'reset' | 'unreachable';

/** Which packets a rule is for. Without `address`, all of the server's; `protocol` is tcp unless said. */
export interface FirewallTarget {
  readonly port: number;
  readonly address?: string;
  readonly protocol?: 'tcp' | 'udp';
}

/** One TCP connection that the client tried, whether it was answered or not; retransmitted SYNs count once. */
export interface ConnectionAttempt {
  readonly address: string;
  readonly port: number;
  /** Milliseconds since the epoch of the first SYN. */
  readonly atMs: number;
}

const VERDICT: Record<FirewallAction, string> = {
  drop: 'drop',
  reset: 'reject with tcp reset',
  unreachable: 'reject with icmpx type host-unreachable',
};

const RULES = `
table inet rig {
  set attempts4 { type ipv4_addr . inet_service . inet_service; flags dynamic,timeout; timeout ${MEMORY_MS / 1000}s; size 65535; }
  set attempts6 { type ipv6_addr . inet_service . inet_service; flags dynamic,timeout; timeout ${MEMORY_MS / 1000}s; size 65535; }
  chain watch {
    type filter hook input priority -10;
    iifname "cable" tcp flags & (syn|ack) == syn add @attempts4 { ip daddr . tcp sport . tcp dport }
    iifname "cable" tcp flags & (syn|ack) == syn add @attempts6 { ip6 daddr . tcp sport . tcp dport }
  }
  chain faults { type filter hook input priority 0; }
}`;

/** The firewall of the server namespace, which also sees every connection attempt that reaches it. */
export class Firewall {
  readonly #server: Namespace;

  private constructor(server: Namespace) {
    this.#server = server;
  }

  /** Puts the rules in; until `set` is called everything is let through. */
  static async install(server: Namespace): Promise<Firewall> {
    await server.mustRun('nft', ['-f', '-'], RULES);
    return new Firewall(server);
  }

  /** Makes the server act so on packets for the target. */
  async set(action: FirewallAction, target: FirewallTarget): Promise<void> {
    const family = target.address?.includes(':') ? 'ip6' : 'ip';
    const address = target.address === undefined ? '' : `${family} daddr ${target.address} `;
    const rule = `add rule inet rig faults ${address}${target.protocol ?? 'tcp'} dport ${target.port} ${VERDICT[action]}`;
    await this.#server.mustRun('nft', ['-f', '-'], rule);
  }

  /** Lets everything through again. */
  async open(): Promise<void> {
    await this.#server.mustRun('nft', ['flush', 'chain', 'inet', 'rig', 'faults']);
  }

  /** All TCP connections the client tried so far, in order of their first SYN. */
  async attempts(): Promise<ConnectionAttempt[]> {
    const listing = await this.#server.mustRun('nft', ['list', 'table', 'inet', 'rig']);
    const now = Date.now();
    const seen = listing.matchAll(/([0-9a-f.:]+) \. \d+ \. (\d+) expires ((?:\d+(?:ms|[hms]))+)/g);
    return [...seen]
      .map(([, address = '', port, expires = '']) => ({
        address,
        port: Number(port),
        atMs: now - (MEMORY_MS - durationMs(expires)),
      }))
      .sort((one, other) => one.atMs - other.atMs);
  }

  /** Forgets the attempts seen so far. */
  async forget(): Promise<void> {
    await this.#server.mustRun('nft', ['-f', '-'], 'flush set inet rig attempts4\nflush set inet rig attempts6');
  }
}

const UNIT_MS: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

function durationMs(text: string): number {
  return [...text.matchAll(/(\d+)(ms|[hms])/g)].reduce(
    (sum, [, amount, unit = 'ms']) => sum + Number(amount) * (UNIT_MS[unit] ?? 0),
    0,
  );
}
