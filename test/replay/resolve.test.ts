import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import type { DnsFact } from '../../src/facts/facts.js';
import type { ResolverConfig } from '../../src/host/resolver-config.js';
import type { ResolverPolicy } from '../../src/plan/transport.js';
import { replay } from '../../src/replay/replay.js';
import { dnsFact, httpFact, tcpFact } from '../support/facts.js';
import { environmentOf } from '../support/world.js';
import { aRequest, aResolver, aTransport } from './a-request.js';

type Kind = ResolverPolicy['kind'];
/** What a name server says to a name: addresses, or how it fails. `v4 only`: AAAA answers NXDOMAIN, as broken servers do. */
type Says =
  | readonly string[]
  | 'nxdomain'
  | 'nodata'
  | 'server-failure'
  | 'silent'
  | 'unreachable'
  | 'AAAA nxdomain'
  | 'AAAA silent';
/** By name server, then by name; anything else does not exist. */
type Servers = Readonly<Record<string, Readonly<Record<string, Says>>>>;

const ADDRESS = '10.0.0.7';
const FOUND = [ADDRESS];
const FIRST = '10.0.0.2';
const SECOND = '10.0.0.3';

function fact(says: Says, type: 'A' | 'AAAA', ms: number): DnsFact {
  if (typeof says === 'object') return dnsFact(type === 'A' ? says : [], { ms });
  if (says === 'AAAA nxdomain' || says === 'AAAA silent') {
    if (type === 'A') return dnsFact(FOUND, { ms });
    return dnsFact([], says === 'AAAA silent' ? { outcome: 'silent', ms: 5000 } : { outcome: 'nxdomain', ms });
  }
  return dnsFact([], { outcome: says, ms: says === 'silent' ? 5000 : ms });
}

interface Asked {
  readonly name?: string;
  readonly config?: Partial<ResolverConfig>;
  /** Milliseconds each server takes to answer. */
  readonly ms?: Readonly<Record<string, number>>;
}

/** Looks a name up, then connects at once; what is asked of whom, in order. */
function lookUp(kind: Kind, servers: Servers, { name = 'reg.test', config = {}, ms = {} }: Asked = {}) {
  const facts = new FactBook();
  const resolver = aResolver(kind, Object.keys(servers), config);
  const request = aRequest(`http://${name}/`, { transport: aTransport({ resolver }), success: 'any' });
  facts.set({ kind: 'tcp', address: ADDRESS, port: 80 }, tcpFact('connected', { ms: 0 }));
  for (let round = 0; round < 50; round += 1) {
    const walk = replay(request, environmentOf(facts));
    if (walk.outcome !== 'unknown') {
      const asked = walk.attempts.filter(({ step }) => step === 'dns').map(({ url, address }) => `${url} @${address}`);
      return { outcome: walk.failure?.kind ?? walk.outcome, ms: walk.ms, asked, text: walk.failure?.text ?? '' };
    }
    for (const key of walk.needs) {
      if (key.kind === 'http') {
        facts.set(key, httpFact(200, { ms: 0 }));
        continue;
      }
      if (key.kind !== 'dns' || key.type === 'ANY') throw new Error(`unexpected: ${key.kind}`);
      facts.set(key, fact(servers[key.server]?.[key.name] ?? 'nxdomain', key.type, ms[key.server] ?? 0));
    }
  }
  throw new Error('the walk never ends');
}

const CLUSTER: Partial<ResolverConfig> = { ndots: 5, search: ['ns.svc.cluster.local', 'svc.cluster.local'] };
const ALL: readonly Kind[] = ['go', 'glibc', 'musl'];

describe('search list', () => {
  test.each(ALL)('%s: suffixes first for a name with few dots, itself last', (kind) => {
    const { asked, outcome } = lookUp(kind, { [FIRST]: { 'reg.test': FOUND } }, { config: CLUSTER });
    expect(asked).toEqual([
      `reg.test.ns.svc.cluster.local @${FIRST}`,
      `reg.test.svc.cluster.local @${FIRST}`,
      `reg.test @${FIRST}`,
    ]);
    expect(outcome).toBe('ok');
  });

  test.each(ALL)('%s: the first suffix that answers ends it', (kind) => {
    const servers = { [FIRST]: { 'reg.test.ns.svc.cluster.local': FOUND } };
    expect(lookUp(kind, servers, { config: CLUSTER }).asked).toEqual([`reg.test.ns.svc.cluster.local @${FIRST}`]);
  });

  test.each<[Kind, number]>([
    ['go', 2],
    ['glibc', 2],
    ['musl', 1],
  ])('%s: a name with dots enough is asked as it is first; suffixes after it: %i names', (kind, names) => {
    const { asked } = lookUp(kind, { [FIRST]: {} }, { config: { ndots: 1, search: ['corp.test'] } });
    expect(asked).toEqual([`reg.test @${FIRST}`, `reg.test.corp.test @${FIRST}`].slice(0, names));
  });

  test.each(ALL)('%s: a trailing dot asks nothing but the name', (kind) => {
    const { asked } = lookUp(kind, { [FIRST]: { 'reg.test': FOUND } }, { name: 'reg.test.', config: CLUSTER });
    expect(asked).toEqual([`reg.test @${FIRST}`]);
  });
});

// Measured with musl 1.2.5 and glibc 2.36 against a scripted server.
describe('a server that fails for a suffix', () => {
  const servers = (says: Says): Servers => ({ [FIRST]: { 'reg.test.ns.svc.cluster.local': says, 'reg.test': FOUND } });

  test.each<[Kind, Says, string]>([
    ['go', 'server-failure', 'ok'],
    ['glibc', 'server-failure', 'ok'],
    ['musl', 'server-failure', 'dns-server-failure'],
    ['go', 'nodata', 'ok'],
    ['glibc', 'nodata', 'ok'],
    ['musl', 'nodata', 'dns-nxdomain'],
  ])('%s, %s: %s', (kind, says, outcome) => {
    expect(lookUp(kind, servers(says), { config: CLUSTER }).outcome).toBe(outcome);
  });

  test('musl stays with that suffix for the whole time', () => {
    const { asked, ms } = lookUp('musl', servers('server-failure'), { config: CLUSTER });
    expect(asked).toEqual([`reg.test.ns.svc.cluster.local @${FIRST}`]);
    expect(ms).toBe(5000);
  });
});

describe('A is there, AAAA says that the name does not exist', () => {
  test.each<[Kind, string]>([
    ['go', 'ok'],
    ['glibc', 'ok'],
    ['musl', 'dns-nxdomain'],
  ])('%s: %s', (kind, outcome) => {
    expect(lookUp(kind, { [FIRST]: { 'reg.test': 'AAAA nxdomain' } }).outcome).toBe(outcome);
  });
});

describe('a dead first name server', () => {
  const servers: Servers = { [FIRST]: { 'reg.test': 'silent' }, [SECOND]: { 'reg.test': FOUND } };

  test.each<[Kind, number]>([
    ['go', 5000],
    ['glibc', 5000],
    ['musl', 0],
  ])('%s: %i ms', (kind, ms) => {
    expect(lookUp(kind, servers)).toMatchObject({ outcome: 'ok', ms });
  });

  test.each<[Kind, number, number]>([
    ['go', 20_000, 4],
    ['glibc', 20_000, 4],
    ['musl', 5000, 1],
  ])('%s: all dead takes %i ms', (kind, ms, tries) => {
    const dead = { 'reg.test': 'silent' } as const;
    const walk = lookUp(kind, { [FIRST]: dead, [SECOND]: dead });
    expect(walk).toMatchObject({ outcome: 'dns-timeout', ms });
    expect(walk.asked).toHaveLength(tries);
  });

  test('the look-up is inside the dial’s budget', () => {
    const silent: Servers[string] = {
      'reg.test.ns.svc.cluster.local': 'silent',
      'reg.test.svc.cluster.local': 'silent',
      'reg.test': 'silent',
    };
    const walk = lookUp('go', { [FIRST]: silent, [SECOND]: silent }, { config: CLUSTER });
    expect(walk).toMatchObject({ outcome: 'dns-timeout', ms: 30_000, text: 'dial tcp: lookup reg.test: i/o timeout' });
  });

  test('Go waits for AAAA although A is there', () => {
    expect(lookUp('go', { [FIRST]: { 'reg.test': 'AAAA silent' } })).toMatchObject({ outcome: 'ok', ms: 10_000 });
  });
});

describe('no such name', () => {
  test.each<[Kind, string]>([
    ['go', `dial tcp: lookup reg.test on ${FIRST}:53: no such host`],
    ['glibc', 'dial tcp: lookup reg.test: no such host'],
    ['musl', 'dial tcp: lookup reg.test: no such host'],
  ])('%s says so by the name that was asked', (kind, text) => {
    expect(lookUp(kind, { [FIRST]: {} }, { config: CLUSTER })).toMatchObject({ outcome: 'dns-nxdomain', text });
  });

  test.each<Kind>(['go', 'glibc'])('%s takes it from the first server, without asking the second', (kind) => {
    const walk = lookUp(kind, { [FIRST]: {}, [SECOND]: { 'reg.test': FOUND } });
    expect(walk).toMatchObject({ outcome: 'dns-nxdomain', asked: [`reg.test @${FIRST}`] });
  });

  test('musl takes whichever server is faster', () => {
    const split: Servers = { [FIRST]: {}, [SECOND]: { 'reg.test': FOUND } };
    expect(lookUp('musl', split, { ms: { [FIRST]: 9, [SECOND]: 2 } }).outcome).toBe('ok');
    expect(lookUp('musl', split, { ms: { [FIRST]: 2, [SECOND]: 9 } }).outcome).toBe('dns-nxdomain');
  });
});

describe('which of several errors is told', () => {
  const suffix = 'reg.test.ns.svc.cluster.local';
  const one: Partial<ResolverConfig> = { ndots: 5, search: ['ns.svc.cluster.local'] };

  test.each<[Kind, Says, Says, string]>([
    ['go', 'server-failure', 'nxdomain', 'dns-server-failure'],
    ['glibc', 'server-failure', 'nxdomain', 'dns-server-failure'],
    ['go', 'nxdomain', 'server-failure', 'dns-nxdomain'],
    ['glibc', 'nxdomain', 'server-failure', 'dns-server-failure'],
  ])('%s: suffix %s, the name itself %s: %s', (kind, ofSuffix, ofName, outcome) => {
    expect(lookUp(kind, { [FIRST]: { [suffix]: ofSuffix, 'reg.test': ofName } }, { config: one }).outcome).toBe(
      outcome,
    );
  });

  test.each<[Kind, string]>([
    ['go', 'dns-server-failure'],
    ['glibc', 'dns-server-failure'],
    ['musl', 'dns-server-failure'],
  ])('%s: SERVFAIL everywhere', (kind, outcome) => {
    const servers = { [FIRST]: { 'reg.test': 'server-failure' } } as const;
    expect(lookUp(kind, servers).outcome).toBe(outcome);
  });

  test.each(ALL)('%s: a server that can’t be reached', (kind) => {
    expect(lookUp(kind, { [FIRST]: { 'reg.test': 'unreachable' } }).outcome).toBe('dns-unreachable');
  });

  test.each(ALL)('%s: no server at all', (kind) => {
    expect(lookUp(kind, {})).toMatchObject({ outcome: 'dns-unreachable', ms: 0 });
  });
});

describe('before any name server', () => {
  const hosts: ResolverConfig['hosts'] = [
    { address: ADDRESS, names: ['Reg.test'], source: { kind: 'file', name: '/etc/hosts', line: 1, says: '' } },
  ];

  test.each(ALL)('%s reads the hosts file, whatever the letter case', (kind) => {
    expect(lookUp(kind, { [FIRST]: {} }, { config: { hosts } })).toMatchObject({ outcome: 'ok', asked: [] });
  });

  test('Go and glibc follow nsswitch, musl does not', () => {
    const config = { hosts, nsswitch: ['dns', 'files'] };
    const asked = ALL.map((kind) => lookUp(kind, { [FIRST]: {} }, { config }).asked.length);
    expect(asked).toEqual([1, 1, 0]);
  });

  test.each(ALL)('%s: an address is looked up nowhere', (kind) => {
    expect(lookUp(kind, { [FIRST]: {} }, { name: ADDRESS })).toMatchObject({ outcome: 'ok', asked: [] });
  });
});
