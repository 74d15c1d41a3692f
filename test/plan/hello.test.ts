import { describe, expect, test } from 'vitest';
import { ACCEPTED_BY_DOCKER, helloOf, helloToTry } from '../../src/plan/hello.js';
import type { TlsPolicy } from '../../src/plan/transport.js';

const policy = (goVersion: string): TlsPolicy => ({
  verify: true,
  roots: { systemFiles: [], systemDirectories: [], extra: [], replacesSystem: false },
  clientCertificate: null,
  goVersion,
});
const SKOPEO = { minimum: 'TLSv1', suites: ACCEPTED_BY_DOCKER } as const;
const RSA = 'TLS_RSA_WITH_AES_128_GCM_SHA256';
const ECDHE = 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';

describe('a second handshake', () => {
  test.each([
    ['TLS 1.3 leaves no doubt', helloOf(policy('1.25')), 'TLSv1.3', 'TLS_AES_128_GCM_SHA256', false],
    ['nor does TLS 1.2 with a suite that everybody offers', helloOf(policy('1.25')), 'TLSv1.2', ECDHE, false],
    [
      'TLS 1.1, and a client of Go 1.18',
      helloOf(policy('1.18')),
      'TLSv1.1',
      ECDHE.replace('GCM_SHA256', 'CBC_SHA'),
      true,
    ],
    [
      'TLS 1.1, and a client of Go 1.17',
      helloOf(policy('1.17')),
      'TLSv1.1',
      ECDHE.replace('GCM_SHA256', 'CBC_SHA'),
      false,
    ],
    ['TLS 1.1, and skopeo 1.9, which allows it', SKOPEO, 'TLSv1.1', ECDHE.replace('GCM_SHA256', 'CBC_SHA'), false],
    ['RSA key exchange, and skopeo 1.9, which has ECDHE only', SKOPEO, 'TLSv1.2', RSA, true],
    ['RSA key exchange, and Go 1.21', helloOf(policy('1.21')), 'TLSv1.2', RSA, false],
    ['RSA key exchange, and Go 1.22, which dropped it', helloOf(policy('1.22')), 'TLSv1.2', RSA, true],
    ['a suite of nobody', helloOf(policy('1.25')), 'TLSv1.2', 'TLS_ECDHE_RSA_WITH_CAMELLIA_128_GCM_SHA256', true],
  ] as const)('%s', (_, hello, protocol, cipher, needed) => {
    expect(helloToTry(hello, { protocol, cipher }) !== null).toBe(needed);
  });

  test('says what OpenSSL understands', () => {
    const text = helloToTry(helloOf(policy('1.21')), { protocol: 'TLSv1.1', cipher: null });
    expect(text).toMatch(/^TLSv1\.2 ECDHE-ECDSA-AES128-GCM-SHA256:/);
    for (const name of ['ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-RSA-AES256-SHA', 'AES128-GCM-SHA256', 'AES256-SHA'])
      expect(text?.split(/[ :]/)).toContain(name);
  });
});
