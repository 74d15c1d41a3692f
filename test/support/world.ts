import { FactBook } from '../../src/facts/book.js';
import type { DnsFact, Fact, HttpFact, TcpFact, TlsFact } from '../../src/facts/facts.js';
import type { DnsKey, FactKey, HttpKey, TcpKey, TlsKey } from '../../src/facts/keys.js';
import type { PlanNode } from '../../src/plan/nodes.js';
import type { ReplayEnvironment } from '../../src/replay/environment.js';
import { replay } from '../../src/replay/replay.js';
import type { Attempt, Walk } from '../../src/replay/walk.js';
import { dnsFact, httpFact, tcpFact, tlsFact } from './facts.js';

/**
 * What a port does. `http`: speaks plain HTTP. `https`: TLS with a good certificate. `untrusted`: TLS with a certificate nobody knows.
 * `mute`: accepts and says nothing.
 */
export type Port = 'silent' | 'refused' | 'http' | 'https' | 'untrusted' | 'mute' | 'hangs-up';

/** A network as far as a walk can see it. All names have the address 10.0.0.7 unless said otherwise. */
export interface World {
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** By `port` or `address:port`; anything else refuses. */
  readonly ports: Readonly<Record<string, Port>>;
  /** What an HTTP request brings; 200 where nothing is said. */
  readonly answers?: (key: HttpKey) => HttpFact | undefined;
  /** Name servers that never answer. */
  readonly deadServers?: readonly string[];
  readonly allowInsecureAuth?: boolean;
}

/** Rounds of asking before a walk counts as stuck; real ones need about ten. */
const MOST_ROUNDS = 60;
const ADDRESS = '10.0.0.7';

/** An environment over facts whose judge refuses exactly the certificates of `untrusted` ports. */
export function environmentOf(facts: FactBook, more: Partial<ReplayEnvironment> = {}): ReplayEnvironment {
  const refusal = {
    ok: false,
    kind: 'tls-untrusted',
    text: 'x509: certificate signed by unknown authority',
  } as const;
  return {
    facts,
    judge: (fact) => (fact.chain.includes('untrusted') ? refusal : { ok: true }),
    allowInsecureAuth: false,
    missing: null,
    ...more,
  };
}

/** Walks a plan through a world: whatever fact is needed is answered, until the walk is decided or nothing more can be known. */
export function walkIn(world: World, root: PlanNode, facts = new FactBook()): Walk {
  const environment = environmentOf(facts, { allowInsecureAuth: world.allowInsecureAuth ?? false });
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const walk = replay(root, environment);
    if (walk.outcome !== 'unknown' || walk.needs.length === 0) return walk;
    for (const key of walk.needs) facts.set(key, answerOf(world, key));
  }
  throw new Error('the walk never ends');
}

/** Requests of a walk as `METHOD url` with `(unverified)` and the failure or status behind them; retries left out. */
export function requests(walk: Walk): string[] {
  return walk.attempts.filter(({ method, retry }) => method !== null && retry === 0).map(line);
}

function line({ method, url, tlsVerify, outcome, status }: Attempt): string {
  const result =
    outcome === 'ok' ? (status === null ? 'ok' : String(status)) : `${outcome}${status === null ? '' : ` ${status}`}`;
  return `${method} ${url}${tlsVerify === false ? ' (unverified)' : ''}: ${result}`;
}

function answerOf(world: World, key: FactKey): Fact {
  switch (key.kind) {
    case 'dns':
      return lookUp(world, key);
    case 'tcp':
      return connect(portAt(world, key.address, key.port), key);
    case 'tls':
      return shake(portAt(world, key.route.address, key.route.port), key);
    case 'http':
      return exchange(world, key);
    default:
      throw new Error(`nothing in a world answers ${key.kind}`);
  }
}

function lookUp(world: World, key: DnsKey): DnsFact {
  if (world.deadServers?.includes(key.server)) return dnsFact([], { outcome: 'silent', ms: 5000 });
  const addresses = world.names === undefined ? [ADDRESS] : (world.names[key.name] ?? null);
  if (addresses === null) return dnsFact([], { outcome: 'nxdomain', ms: 0 });
  return dnsFact(
    addresses.filter((address) => address.includes(':') === (key.type === 'AAAA')),
    { ms: 0 },
  );
}

function portAt({ ports }: World, address: string, port: number): Port {
  return ports[`${address}:${port}`] ?? ports[port] ?? 'refused';
}

function connect(port: Port, _key: TcpKey): TcpFact {
  if (port === 'silent' || port === 'refused') return tcpFact(port, { ms: port === 'silent' ? 3000 : 0 });
  return tcpFact('connected', { ms: 0 });
}

function shake(port: Port, _key: TlsKey): TlsFact {
  switch (port) {
    case 'http':
      return tlsFact('plain-http', { ms: 0 });
    case 'mute':
      return tlsFact('silent', { ms: 3000 });
    case 'hangs-up':
      return tlsFact('closed', { ms: 0 });
    default:
      return tlsFact('handshake', { ms: 0, chain: [port] });
  }
}

function exchange(world: World, key: HttpKey): HttpFact {
  const port = portAt(world, key.route.address, key.route.port);
  if (port === 'mute') return httpFact(0, { outcome: 'silent', ms: 3000, status: null });
  const told = world.answers?.(key);
  if (told !== undefined) return told;
  // Plain HTTP on a TLS port: what Go's servers say.
  if (key.url.startsWith('http:') && port !== 'http') return httpFact(400, { ms: 0 });
  return httpFact(200, { ms: 0 });
}
