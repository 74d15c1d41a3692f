import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import type { HttpFact } from '../../src/facts/facts.js';
import { keyId } from '../../src/facts/keys.js';
import { replay } from '../../src/replay/replay.js';
import { dnsFact, httpFact, tcpFact, tlsFact } from '../support/facts.js';
import { environmentOf } from '../support/world.js';
import { aRequest } from './a-request.js';

const BROKEN = 'internal: ERR_ASSERTION';
const ROUTE = { kind: 'direct', address: '10.0.0.7', port: 443 } as const;
const PING = aRequest('https://reg.test/v2/');

/** The ping, with one of its probes broken. */
function walk(broken: 'dns' | 'tls' | 'http') {
  const facts = new FactBook();
  for (const type of ['A', 'AAAA'] as const) {
    const good = dnsFact(type === 'A' ? ['10.0.0.7'] : []);
    const fact = broken === 'dns' ? dnsFact([], { outcome: 'server-failure', detail: BROKEN }) : good;
    facts.set({ kind: 'dns', server: '10.0.0.2', name: 'reg.test', type }, fact);
  }
  facts.set({ kind: 'tcp', address: '10.0.0.7', port: 443 }, tcpFact('connected'));
  const tls = { kind: 'tls', route: ROUTE, serverName: 'reg.test', clientCertificate: null } as const;
  facts.set(tls, broken === 'tls' ? tlsFact('failed', { detail: BROKEN }) : tlsFact('handshake'));
  const answer: HttpFact =
    broken === 'http' ? httpFact(200, { outcome: 'failed', status: null, detail: BROKEN }) : httpFact(200);
  const http = {
    kind: 'http',
    route: ROUTE,
    clientCertificate: null,
    method: 'GET',
    url: 'https://reg.test/v2/',
    accept: 'any',
    form: null,
    authorization: null,
    account: false,
    serial: 0,
  } as const;
  facts.set(http, answer);
  expect(facts.byId(keyId(http))).toBeDefined();
  return replay(PING, environmentOf(facts));
}

describe("a probe's own fault", () => {
  test.each(['dns', 'tls', 'http'] as const)('in %s says nothing of the server: unknown, with the reason', (broken) => {
    const { outcome, failures, unknowns } = walk(broken);
    expect({ outcome, failures }).toEqual({ outcome: 'unknown', failures: [] });
    expect(unknowns.map(({ why }) => why).join()).toContain(BROKEN);
  });
});
