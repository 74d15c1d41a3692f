import { describe, expect, test } from 'vitest';
import { judgeChain } from '../../src/trust/judge.js';
import { CertificatePool } from '../../src/trust/pool.js';
import type { TrustVerdict } from '../../src/trust/verdict.js';
import { intermediate, issue, NAME, NOW_MS, plain, root } from './authorities.js';
import { CASES, type ChainCase } from './chains.js';

function judge(one: Pick<ChainCase, 'chain' | 'roots' | 'name'>, goVersion = '1.26'): TrustVerdict {
  const roots = CertificatePool.of(one.roots.map(({ der }) => der));
  return judgeChain({
    chain: one.chain.map(({ der }) => der),
    roots,
    serverName: one.name ?? NAME,
    nowMs: NOW_MS,
    goVersion,
  });
}

describe('verdicts', () => {
  test.each(CASES)('$title', (one) => {
    const verdict = judge(one);
    expect(verdict.text).toBe(one.text === '' ? '' : `tls: failed to verify certificate: ${one.text}`);
    expect(verdict.ok).toBe(one.text === '');
    expect(verdict.problems.map(({ kind }) => kind)).toEqual(one.kinds ?? []);
    expect(verdict.firstFailure).toBe(one.kinds?.[0] ?? null);
    expect(verdict.missing).toBe(one.missing ?? null);
    expect(verdict.expiredWhich).toBe(one.expiredWhich ?? null);
  });

  test('say which certificate was shown and how it reached the root', () => {
    const verdict = judge({ chain: [plain, intermediate], roots: [root] });
    expect(verdict.leaf).toMatchObject({
      subject: `CN=${NAME}`,
      issuer: 'CN=Example Issuing CA',
      sans: [NAME],
      notBefore: '2026-05-16T12:00:00.000Z',
      notAfter: '2026-07-15T12:00:00.000Z',
      selfSigned: false,
    });
    expect(verdict.builtChain?.map(({ subject }) => subject)).toEqual([
      `CN=${NAME}`,
      'CN=Example Issuing CA',
      'CN=Example Root CA',
    ]);
  });

  test('tell a self-signed certificate from an unknown authority', () => {
    expect(
      judge({ chain: [issue({ subject: NAME, issuer: null, dnsNames: [NAME] })], roots: [root] }).leaf?.selfSigned,
    ).toBe(true);
    expect(judge({ chain: [plain], roots: [] }).leaf?.selfSigned).toBe(false);
  });

  test('name the authority that is not there, and where it can be fetched', () => {
    const leaf = issue({
      subject: NAME,
      issuer: intermediate,
      dnsNames: [NAME],
      issuerUrl: 'http://ca.example.com/i.der',
    });
    expect(judge({ chain: [leaf], roots: [root] }).gap).toEqual({
      missing: 'intermediate',
      issuer: 'CN=Example Issuing CA',
      issuerKnown: false,
      issuerUrls: ['http://ca.example.com/i.der'],
    });
  });
});

describe('Go versions', () => {
  const sha1 = { chain: [issue({ subject: NAME, issuer: root, dnsNames: [NAME], hash: 'sha1' })], roots: [root] };
  const negative = {
    chain: [
      issue({ subject: NAME, issuer: root, dnsNames: [NAME], serial: { octets: Buffer.from([0x80]), negative: true } }),
    ],
    roots: [root],
  };

  test.each([
    ['SHA-1 is accepted before 1.18', sha1, '1.17', ''],
    [
      'SHA-1 is refused from 1.18 on, with the way back named',
      sha1,
      '1.19.8',
      'x509: certificate signed by unknown authority (possibly because of "x509: cannot verify signature: insecure algorithm ECDSA-SHA1 (temporarily override with GODEBUG=x509sha1=1)" while trying to verify candidate authority certificate "Example Root CA")',
    ],
    [
      '1.19 prints no prefix',
      { chain: [plain], roots: [root] },
      '1.19',
      'x509: certificate signed by unknown authority',
    ],
    [
      '1.20 prints it',
      { chain: [plain], roots: [root] },
      '1.20',
      'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ],
    ['a negative serial number is accepted before 1.23', negative, '1.22', ''],
    [
      'and refused from then on',
      negative,
      '1.23',
      'tls: failed to parse certificate from server: x509: negative serial number',
    ],
  ])('%s', (_, one, goVersion, text) => {
    expect(judge(one, goVersion).text).toBe(text);
  });
});

describe('hostile chains', () => {
  test('no certificate at all', () => {
    expect(judge({ chain: [], roots: [root] })).toMatchObject({
      ok: false,
      leaf: null,
      text: 'tls: received empty certificates message',
    });
  });

  test('every cut and every flipped octet gives a verdict, never a crash', () => {
    for (let index = 0; index < plain.der.length; index += 3) {
      const flipped = Buffer.from(plain.der);
      flipped[index] = (flipped[index] ?? 0) ^ 0xff;
      for (const der of [plain.der.subarray(0, index), flipped])
        expect(
          judgeChain({
            chain: [der, intermediate.der],
            roots: CertificatePool.of([root.der]),
            serverName: NAME,
            nowMs: NOW_MS,
            goVersion: '1.26',
          }).ok,
        ).toBe(false);
    }
  });

  test('control characters in names do not reach the text', () => {
    const leaf = issue({ subject: 'a\u001b[31mb', issuer: root, dnsNames: ['x\u001b[2Jy\u007f'] });
    const { text, leaf: shown, problems } = judge({ chain: [leaf], roots: [root] });
    expect(JSON.stringify([text, shown, problems])).not.toMatch(/\\u001b|\\u009b|\u009b/);
    expect(text).toContain('x\u{fffd}[2Jy\u{fffd}');
  });
});
