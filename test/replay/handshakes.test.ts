import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import { dnsFact, tcpFact, tlsFact } from '../support/facts.js';
import { walkIn } from '../support/world.js';
import { aRequest, aTransport } from './a-request.js';

const SERVING = { 443: 'https', 80: 'http' } as const;

describe('handshakes', () => {
  /** A walk over facts as they are, so that times are the test's own. */
  const shaken = (tls: ReturnType<typeof tlsFact>) => {
    const facts = new FactBook();
    facts.set({ kind: 'dns', server: '10.0.0.2', name: 'reg.test', type: 'A' }, dnsFact(['10.0.0.7']));
    facts.set({ kind: 'dns', server: '10.0.0.2', name: 'reg.test', type: 'AAAA' }, dnsFact([]));
    facts.set({ kind: 'tcp', address: '10.0.0.7', port: 443 }, tcpFact('connected'));
    facts.set(
      {
        kind: 'tls',
        route: { kind: 'direct', address: '10.0.0.7', port: 443 },
        serverName: 'reg.test',
        clientCertificate: null,
      },
      tls,
    );
    return walkIn({ ports: SERVING }, aRequest('https://reg.test/v2/'), facts);
  };

  test.each([
    ['plain-http', 'tls-plain-http', 'http: server gave HTTP response to HTTPS client'],
    ['not-tls', 'tls-not-tls', 'tls: first record does not look like a TLS handshake'],
    ['closed', 'tls-closed', 'EOF'],
    ['reset', 'tls-reset', 'read: connection reset by peer'],
    ['alert', 'tls-alert', 'remote error: tls: handshake failure'],
  ] as const)('%s is %s', (outcome, kind, text) => {
    expect(shaken(tlsFact(outcome)).failure).toMatchObject({ kind, text });
  });

  test('one slower than the client’s limit is a timeout', () => {
    expect(shaken(tlsFact('handshake', { ms: 12_000 }))).toMatchObject({
      ms: 10_002,
      failure: { kind: 'tls-timeout' },
    });
  });

  test('a certificate is judged only where the client verifies', () => {
    expect(shaken(tlsFact('handshake', { chain: ['untrusted'] })).failure?.kind).toBe('tls-untrusted');
    const tls = { ...aTransport().tls, verify: false };
    const request = aRequest('https://reg.test/v2/', { transport: aTransport({ tls }) });
    expect(walkIn({ ports: { 443: 'untrusted' } }, request).outcome).toBe('ok');
  });
});
