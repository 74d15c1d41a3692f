import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import type { TcpFact } from '../../src/facts/facts.js';
import { replay } from '../../src/replay/replay.js';
import { dnsFact, httpFact, tcpFact } from '../support/facts.js';
import { environmentOf } from '../support/world.js';
import { aRequest, aTransport } from './a-request.js';

const V4 = '10.0.0.7';
const OTHER_V4 = '10.0.0.8';
const V6 = 'fd00::7';
const GLOBAL_V6 = '2a00::7';

type Connects = Readonly<Record<string, TcpFact | TcpFact['outcome']>>;

/** A request over plain HTTP to a name with these addresses, in the resolver's order. */
function dialed(connects: Connects, transport = aTransport()) {
  const facts = new FactBook();
  const addresses = Object.keys(connects);
  for (const type of ['A', 'AAAA'] as const)
    facts.set(
      { kind: 'dns', server: '10.0.0.2', name: 'reg.test', type },
      dnsFact(
        addresses.filter((address) => address.includes(':') === (type === 'AAAA')),
        { ms: 0 },
      ),
    );
  for (const [address, connect] of Object.entries(connects)) {
    facts.set(
      { kind: 'tcp', address, port: 80 },
      typeof connect === 'string' ? tcpFact(connect, { ms: connect === 'silent' ? 3000 : 0 }) : connect,
    );
    const route = { kind: 'direct', address, port: 80 } as const;
    facts.set(
      {
        kind: 'http',
        route,
        clientCertificate: null,
        method: 'GET',
        url: 'http://reg.test/',
        accept: 'any',
        form: null,
        authorization: null,
        account: false,
        serial: 0,
      },
      httpFact(200, { ms: 0 }),
    );
  }
  const walk = replay(aRequest('http://reg.test/', { transport }), environmentOf(facts));
  const tried = walk.attempts
    .filter(({ step }) => step === 'tcp')
    .map(({ address, startMs, ms }) => [address, startMs, ms]);
  return { walk, ms: walk.ms, outcome: walk.failure?.kind ?? walk.outcome, tried };
}

describe('one budget for all addresses', () => {
  test.each<[string, Connects, string, number]>([
    ['one silent address takes all of it', { [V4]: 'silent' }, 'tcp-timeout', 30_000],
    ['two share it', { [V4]: 'silent', [OTHER_V4]: 'silent' }, 'tcp-timeout', 30_000],
    ['the second is reached after half', { [V4]: 'silent', [OTHER_V4]: 'connected' }, 'ok', 15_000],
    ['a refusal costs nothing', { [V4]: 'refused', [OTHER_V4]: 'connected' }, 'ok', 0],
    ['what one leaves the next one has', { [V4]: 'refused', [OTHER_V4]: 'silent' }, 'tcp-refused', 30_000],
    ['the first failure is told', { [V4]: 'silent', [OTHER_V4]: 'refused' }, 'tcp-timeout', 15_000],
    [
      'no route is told as such',
      { [V4]: tcpFact('unreachable', { ms: 3070, detail: 'EHOSTUNREACH' }) },
      'tcp-unreachable',
      3070,
    ],
    [
      'a connect slower than its share is silence',
      { [V4]: tcpFact('connected', { ms: 31_000 }) },
      'tcp-timeout',
      30_000,
    ],
  ])('%s', (_case, connects, outcome, ms) => {
    expect(dialed(connects)).toMatchObject({ outcome, ms });
  });

  test('many silent addresses get at least 2 s each', () => {
    const transport = aTransport({ dial: { budgetMs: 5000, perAddressMs: 2000, fallbackDelayMs: 300 } });
    const { tried, ms } = dialed(
      { '10.0.0.1': 'silent', '10.0.0.3': 'silent', '10.0.0.4': 'silent', '10.0.0.5': 'silent' },
      transport,
    );
    expect(tried).toEqual([
      ['10.0.0.1:80', 0, 2000],
      ['10.0.0.3:80', 2000, 2000],
      ['10.0.0.4:80', 4000, 1000],
    ]);
    expect(ms).toBe(5000);
  });

  test('without a budget the kernel gives up, on each address by itself', () => {
    const transport = aTransport({ dial: { budgetMs: null, perAddressMs: 2000, fallbackDelayMs: 300 } });
    expect(dialed({ [V4]: 'silent' }, transport).ms).toBe(127_000);
    expect(dialed({ [V4]: 'silent', [OTHER_V4]: 'silent' }, transport).ms).toBe(254_000);
  });
});

describe('two families', () => {
  test.each<[string, Connects, string, number]>([
    ['a silent first family is passed after 300 ms', { [GLOBAL_V6]: 'silent', [V4]: 'connected' }, 'ok', 300],
    ['one that is refused at once', { [GLOBAL_V6]: 'refused', [V4]: 'connected' }, 'ok', 0],
    [
      'the slower first family still wins within its head start',
      { [GLOBAL_V6]: tcpFact('connected', { ms: 299 }), [V4]: 'connected' },
      'ok',
      299,
    ],
    ['both silent: no longer than the budget', { [GLOBAL_V6]: 'silent', [V4]: 'silent' }, 'tcp-timeout', 30_000],
    ['the first family’s failure is told', { [GLOBAL_V6]: 'refused', [V4]: 'silent' }, 'tcp-refused', 30_000],
  ])('%s', (_case, connects, outcome, ms) => {
    expect(dialed(connects)).toMatchObject({ outcome, ms });
  });

  test('the loser counts only as long as it was waited for', () => {
    expect(dialed({ [GLOBAL_V6]: 'silent', [V4]: 'connected' }).tried).toEqual([
      [`[${GLOBAL_V6}]:80`, 0, 300],
      [`${V4}:80`, 300, 0],
    ]);
  });
});

describe('RFC 6724', () => {
  test.each<[string, Connects, string]>([
    ['global IPv6 before IPv4', { [V4]: 'connected', [GLOBAL_V6]: 'connected' }, `[${GLOBAL_V6}]:80`],
    ['IPv4 before unique local IPv6', { [V6]: 'connected', [V4]: 'connected' }, `${V4}:80`],
    ['IPv4 before Teredo', { '2001::7': 'connected', [V4]: 'connected' }, `${V4}:80`],
    ['IPv4 before 6to4', { '2002::7': 'connected', [V4]: 'connected' }, `${V4}:80`],
    ['IPv6 loopback first', { '127.0.0.1': 'connected', '::1': 'connected' }, '[::1]:80'],
    [
      'an address without a route last',
      { [GLOBAL_V6]: tcpFact('unreachable', { detail: 'ENETUNREACH' }), [V4]: 'connected' },
      `${V4}:80`,
    ],
    ['else the resolver’s order', { [OTHER_V4]: 'connected', [V4]: 'connected' }, `${OTHER_V4}:80`],
  ])('%s', (_case, connects, address) => {
    expect(dialed(connects).tried[0]?.[0]).toBe(address);
  });
});
