import { describe, expect, test } from 'vitest';
import type { IssuedCertificate } from '../../src/lab/certificate.js';
import { intermediate, leaf, NAME, plain, root } from '../trust/authorities.js';
import { tlsFact } from './support/facts.js';
import { type Check, check, evidence, nextStep, proven } from './support/network.js';

const shows = (...chain: readonly IssuedCertificate[]): Check => ({ tls: () => tlsFact(chain) });

describe('tls-version-or-cipher', () => {
  const broken = (more: Parameters<typeof tlsFact>[1]): Check => ({
    tls: () => tlsFact([], { protocol: null, cipher: null, ...more }),
  });

  test.each([
    [
      { outcome: 'alert', detail: 'protocol version not supported (70)' },
      'and this client agree on no TLS version or cipher (protocol version not supported)',
      '(70)',
    ],
    [
      { outcome: 'alert', detail: 'handshake failure (40)' },
      'and this client agree on no TLS version or cipher (handshake failure)',
      '(40)',
    ],
    [
      { outcome: 'alert', detail: 'unrecognized name (112)' },
      `serves no site of the name ${NAME}: it ends the TLS handshake with "unrecognized name"`,
      '(112)',
    ],
    [{ outcome: 'closed' }, 'closes the connection as soon as TLS begins', 'closes the connection after 5 ms'],
    [{ outcome: 'reset' }, 'resets the connection as soon as TLS begins', 'resets the connection after 5 ms'],
    [{ outcome: 'not-tls', firstBytes: 'SSH-2.0-OpenSSH_9.2' }, 'speaks neither TLS nor HTTP', '"SSH-2.0-OpenSSH_9.2"'],
    [
      { outcome: 'failed', detail: 'wrong version number' },
      "can't be shaken hands with: wrong version number",
      'wrong version number',
    ],
  ] as const)('%o', (fact, title, shown) => {
    const { primary, found } = check(broken(fact));
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code: 'tls-version-or-cipher', severity: 'error', title: `${NAME}:443 ${title}` });
    expect(evidence(primary)).toContain(shown);
    expect(proven(primary)).toEqual([]);
    expect(nextStep(primary)).toMatchObject({ proof: { after: { outcome: 'unknown' } } });
  });

  test('a certificate that Go refuses for another reason', () => {
    const { primary } = check(shows(leaf(root, { extendedKeyUsages: ['1.3.6.1.5.5.7.3.2'] })));
    expect(primary).toMatchObject({ code: 'tls-version-or-cipher' });
    expect(primary?.title).toContain('incompatible key usage');
  });

  test('old but good is silence', () => {
    expect(check({ tls: () => tlsFact([plain, intermediate], { protocol: 'TLSv1.2' }) }).found).toEqual([]);
  });

  test('silence after the connect is no matter of versions: both of its reasons are named', () => {
    const { primary, found } = check(broken({ outcome: 'silent', ms: 5000 }));
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code: 'tcp-timeout', severity: 'error' });
    expect(primary?.title).toContain('accepts connections, but never answers the TLS hello');
    expect(evidence(primary)).toContain('sends nothing for 5000 ms');
    expect(evidence(primary)).toContain(
      'a server that hangs and a network that loses larger packets (MTU) look the same',
    );
  });
});
