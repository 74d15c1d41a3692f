import { describe, expect, test } from 'vitest';
import type { IssuedCertificate } from '../../src/lab/certificate.js';
import {
  deadIntermediate,
  EXPIRED,
  FUTURE,
  intermediate,
  issue,
  leaf,
  NAME,
  NOW_MS,
  otherRoot,
  plain,
  renewedRoot,
  root,
  selfSigned,
  urlOfIssuer,
} from '../trust/authorities.js';
import { httpFact, tcpFact, tlsFact } from './support/facts.js';
import { ADDRESS, addresses, type Check, check, evidence, nextStep, noAnswer, proven } from './support/network.js';

const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';
const CERTS = '/etc/containers/certs.d';
const shows = (...chain: readonly IssuedCertificate[]): Check => ({ tls: () => tlsFact(chain) });
const untrusted = (...chain: readonly IssuedCertificate[]): Check => ({
  ...shows(...chain),
  files: { [BUNDLE]: otherRoot.pem },
});
const fetched = (certificate: IssuedCertificate) => ({
  [urlOfIssuer.issuerUrl]: {
    kind: 'certificate',
    outcome: 'fetched',
    der: certificate.der.toString('base64'),
    ms: 5,
    detail: null,
  } as const,
});

describe('tls-unknown-ca', () => {
  test.each([
    ['the root, where it is sent', [plain, intermediate, root], root],
    ['else the last CA of the chain', [plain, intermediate], intermediate],
  ] as const)('the fix trusts %s, and says that it is unverified', (_, chain, anchor) => {
    const { primary, found } = check(untrusted(...chain));
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code: 'tls-unknown-ca', severity: 'error' });
    expect(primary?.title).toContain('"CN=Example Root CA", which is not trusted here');
    const fixes = proven(primary);
    expect(fixes).toMatchObject([
      {
        files: [{ path: `${CERTS}/${NAME}/ca.crt`, content: anchor.pem }],
        proof: { before: { outcome: 'fail' }, after: { outcome: 'ok' } },
      },
    ]);
    expect(fixes[0]?.summary).toMatch(
      /unverified: compare the fingerprint \(SHA-256 [0-9A-F]{2}(:[0-9A-F]{2}){31}\) with the registry's owner/,
    );
  });

  test('verification is never given up where a CA cures it', () => {
    expect(JSON.stringify(check(untrusted(plain, intermediate, root)).primary?.fixes)).not.toMatch(
      /insecure|tls-verify/,
    );
  });

  test.each<readonly [string, Check, string]>([
    ['the port is part of the name', { reference: `${NAME}:443/app:1` }, `${CERTS}/${NAME}:443/ca.crt`],
    ['Docker Hub is docker.io', { reference: 'docker.io/library/app:1' }, `${CERTS}/docker.io/ca.crt`],
    [
      'a directory that is there counts',
      { files: { [BUNDLE]: otherRoot.pem, [`/root/.config/containers/certs.d/${NAME}/x.txt`]: '' } },
      `/root/.config/containers/certs.d/${NAME}/ca.crt`,
    ],
    ['--cert-dir is the directory', { flags: { certDirectory: '/tmp/certs' } }, '/tmp/certs/ca.crt'],
    [
      'a ca.crt that is there stays',
      { files: { [BUNDLE]: otherRoot.pem, [`${CERTS}/${NAME}/ca.crt`]: otherRoot.pem } },
      `${CERTS}/${NAME}/regdoctor-ca.crt`,
    ],
    ['newer releases', { version: '1.44.0' }, `${CERTS}/${NAME}/ca.crt`],
    [
      'CRI-O',
      { client: 'cri-o', version: '1.31.0', flags: { certDirectory: '/tmp/certs' } },
      `${CERTS}/${NAME}/ca.crt`,
    ],
  ])('where the client reads it: %s', (_, more, path) => {
    const name = /docker\.io/.test(more.reference ?? '') ? 'registry-1.docker.io' : NAME;
    const { primary } = check({ ...untrusted(leaf(intermediate, { dnsNames: [name] }), intermediate, root), ...more });
    expect(proven(primary)[0]?.files[0]?.path).toBe(path);
  });

  test('a CA of the same name but another key is told', () => {
    const { primary } = check({ ...shows(leaf(root)), files: { [BUNDLE]: renewedRoot.pem } });
    expect(primary?.code).toBe('tls-unknown-ca');
    expect(evidence(primary)).toContain('its key did not sign this');
  });

  test('no credential is sent to a server that is not trusted yet, and the fix is given all the same', () => {
    const auth = Buffer.from('user:secret').toString('base64');
    const { primary, asked } = check({
      ...untrusted(plain, intermediate, root),
      files: { [BUNDLE]: otherRoot.pem, '/root/.docker/config.json': JSON.stringify({ auths: { [NAME]: { auth } } }) },
      http: (key) =>
        key.authorization === null
          ? httpFact(401, { challenges: [{ scheme: 'basic', parameters: { realm: 'r' } }] })
          : undefined,
    });
    expect(asked.filter((id) => id.includes('basic='))).toEqual([]);
    expect(proven(primary)).toMatchObject([{ proof: { before: { outcome: 'fail' }, after: { outcome: 'unknown' } } }]);
  });

  test('the CA in place: silence, and the credential goes where it should', () => {
    const auth = Buffer.from('user:secret').toString('base64');
    const { found, asked } = check({
      files: { '/root/.docker/config.json': JSON.stringify({ auths: { [NAME]: { auth } } }) },
      http: (key) =>
        key.authorization === null
          ? httpFact(401, { challenges: [{ scheme: 'basic', parameters: { realm: 'r' } }] })
          : undefined,
    });
    expect(found).toEqual([]);
    expect(asked.filter((id) => id.includes('basic='))).not.toEqual([]);
  });

  test('through a proxy: it may be the proxy’s certificate', () => {
    const { primary } = check({
      ...untrusted(plain, intermediate, root),
      environment: { HTTPS_PROXY: 'http://10.0.0.3:3128' },
      tcp: { '10.0.0.3:3128': tcpFact(), [`${ADDRESS}:443`]: tcpFact({ outcome: 'silent', ms: 1300 }) },
    });
    expect(primary?.code).toBe('tls-unknown-ca');
    expect(evidence(primary)).toContain('it may be the proxy that shows this certificate');
  });
});

describe('tls-missing-intermediate', () => {
  const alone = leaf(intermediate, urlOfIssuer);

  test('one look-up shows that the server leaves it out; the fix gives it to this machine', () => {
    const { primary, found } = check({ ...shows(alone), certificates: fetched(intermediate) });
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code: 'tls-missing-intermediate', severity: 'error' });
    expect(evidence(primary)).toContain(`${urlOfIssuer.issuerUrl} has it`);
    expect(proven(primary)).toMatchObject([
      { files: [{ path: `${CERTS}/${NAME}/ca.crt`, content: intermediate.pem }] },
    ]);
    expect(nextStep(primary)).toMatchObject({ kind: 'server', proof: { after: { outcome: 'ok' } } });
  });

  test.each([
    ['the look-up fails', { ...shows(alone) }, "can't be told (http://ca.example.com/issuing.der: ECONNREFUSED)"],
    ['there is nowhere to look', shows(leaf(intermediate)), "can't be told (says nowhere"],
    [
      'it leads to no trusted root either',
      { ...untrusted(alone), certificates: fetched(intermediate) },
      'leads to no trusted root either',
    ],
    [
      'it is another certificate',
      { ...shows(alone), certificates: fetched(otherRoot) },
      'leads to no trusted root either',
    ],
  ])('%s: tls-unknown-ca, which says so', (_, network, shown) => {
    const { primary } = check(network);
    expect(primary?.code).toBe('tls-unknown-ca');
    expect(evidence(primary)).toContain(shown);
  });

  test('nothing is looked up for a chain that is whole', () => {
    expect(check(shows(alone, intermediate)).asked.filter((id) => id.startsWith('certificate'))).toEqual([]);
  });
});

describe('tls-self-signed', () => {
  test('the certificate itself as trusted one', () => {
    const { primary, found } = check(shows(selfSigned));
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({
      code: 'tls-self-signed',
      severity: 'error',
      title: `${NAME}:443 shows a self-signed certificate that is not trusted here`,
    });
    expect(proven(primary)).toMatchObject([{ files: [{ content: selfSigned.pem }] }]);
    expect(proven(primary)[0]?.limits.join()).toContain('when it is renewed');
  });

  test('silence once it is trusted', () => {
    expect(check({ ...shows(selfSigned), files: { [`${CERTS}/${NAME}/ca.crt`]: selfSigned.pem } }).found).toEqual([]);
  });
});

describe('names', () => {
  const other = leaf(root, { subject: 'old', dnsNames: ['old.example.com', 'other.example.com'] });

  test('a name of the certificate that leads to the same address: ask under that name', () => {
    const { primary } = check({
      ...shows(other),
      dns: (key) => (key.name === 'other.example.com' ? noAnswer('nxdomain') : undefined),
    });
    expect(primary).toMatchObject({
      code: 'tls-name-mismatch',
      severity: 'error',
      title: `the certificate of ${NAME}:443 is for old.example.com, other.example.com, not for ${NAME}`,
    });
    const [rewrite, last] = proven(primary);
    expect(rewrite?.files[0]?.content).toBe(`[[registry]]\nprefix = "${NAME}"\nlocation = "old.example.com"\n`);
    expect(rewrite?.limits.join()).toContain('helps pulls only');
    expect(last?.summary).toContain('last resort');
    expect(last?.limits.join()).toContain('gives up all protection');
  });

  test('a push is not rewritten: the name in the reference', () => {
    const { primary } = check({ ...shows(other), operation: 'push' });
    expect(proven(primary)[0]).toMatchObject({
      kind: 'request',
      summary: 'use the name that the certificate has: old.example.com/app:1',
    });
  });

  test('names that lead elsewhere are not used, nor is anything sent there', () => {
    const elsewhere = (key: Parameters<typeof addresses>[0]) =>
      key.name === NAME ? undefined : addresses(key, '10.9.9.9');
    const { primary, asked } = check({ ...shows(other), dns: elsewhere });
    expect(proven(primary).map(({ summary }) => summary)).toEqual([expect.stringContaining('last resort')]);
    expect(asked.filter((id) => id.includes('10.9.9.9'))).toEqual([]);
  });

  test('--tls-verify as given beats the file, so no last resort is offered', () => {
    const { primary } = check({ ...shows(leaf(root, { dnsNames: ['*.wild.test'] })), flags: { tlsVerify: true } });
    expect(primary?.code).toBe('tls-name-mismatch');
    expect(proven(primary)).toEqual([]);
    expect(nextStep(primary)?.summary).toContain('subject alternative names');
  });

  test('the default certificate of an ingress controller is recognised', () => {
    const fake = leaf(null, { subject: 'Kubernetes Ingress Controller Fake Certificate', dnsNames: ['ingress.local'] });
    const { primary } = check(shows(fake));
    expect(primary?.code).toBe('tls-name-mismatch');
    expect(evidence(primary)).toContain('a host without a TLS entry of its own');
    expect(evidence(primary)).toContain('besides: x509: certificate signed by unknown authority');
  });

  test('tls-legacy-cn', () => {
    const { primary, found } = check(shows(issue({ subject: NAME, issuer: root })));
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code: 'tls-legacy-cn', severity: 'error' });
    expect(primary?.nextStep).toContain(`subjectAltName = DNS:${NAME}`);
    expect(proven(primary)[0]?.summary).toContain('last resort');
  });
});

describe('time', () => {
  const clock = (ms: number): Check => ({
    http: () => httpFact(200, { headers: { date: new Date(ms).toUTCString() } }),
  });

  test.each([
    ['its own', [leaf(root, EXPIRED)], `the certificate of ${NAME}:443 expired on 2026-06-14, 24 h ago`],
    [
      'an intermediate one',
      [leaf(deadIntermediate), deadIntermediate],
      `the intermediate certificate "CN=Dead Issuing CA" that ${NAME}:443 sends expired on 2026-06-14, 24 h ago`,
    ],
  ])('tls-expired: %s', (_, chain, title) => {
    const { primary, found } = check({ ...shows(...chain), ...clock(NOW_MS) });
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code: 'tls-expired', severity: 'error', title });
    expect(evidence(primary)).toContain('says the same');
    expect(nextStep(primary)).toMatchObject({ kind: 'server', proof: { after: { outcome: 'ok' } } });
    expect(proven(primary).map(({ summary }) => summary)).toEqual([expect.stringContaining('last resort')]);
  });

  test('tls-expired: the root on this side', () => {
    const deadRoot = issue({ subject: 'Dead Root', issuer: null, ca: true, ...EXPIRED });
    const { primary } = check({ ...shows(leaf(deadRoot)), files: { [BUNDLE]: deadRoot.pem } });
    expect(primary?.title).toContain('the CA certificate "CN=Dead Root", trusted here');
    expect(primary?.nextStep).toContain('let this machine trust it instead');
  });

  test.each([
    ['fast', leaf(root, EXPIRED), NOW_MS - 10 * 86_400_000, 'expired'],
    ['slow', leaf(root, FUTURE), NOW_MS + 10 * 86_400_000, 'not valid yet'],
  ])('this machine’s clock is %s, as the server’s Date shows', (word, chain, served, looks) => {
    const { primary } = check({ ...shows(chain), ...clock(served) });
    expect(primary).toMatchObject({
      code: 'tls-not-yet-valid-clock-skew',
      title: `this machine's clock is 10 days ${word}, so the certificate of ${NAME}:443 looks ${looks}`,
    });
    expect(proven(primary)).toMatchObject([{ kind: 'host', commands: [], proof: { after: { outcome: 'ok' } } }]);
  });

  test('not valid yet, and the server’s clock agrees: the certificate begins too late', () => {
    const { primary } = check({ ...shows(leaf(root, FUTURE)), ...clock(NOW_MS) });
    expect(primary).toMatchObject({
      code: 'tls-not-yet-valid-clock-skew',
      title: `the certificate of ${NAME}:443 is not valid before 2026-06-16T12:00:00Z, 24 h from now`,
    });
    expect(proven(primary)).toEqual([]);
    expect(nextStep(primary)).toBeDefined();
  });

  test('not valid yet, and no other clock is seen: both are said', () => {
    expect(evidence(check(shows(leaf(root, FUTURE))).primary)).toContain(
      'either that is slow, or the certificate begins too late',
    );
  });

  test('clocks that differ while certificates are good are nobody’s business', () => {
    expect(
      check({
        http: (key) =>
          key.accept === 'manifest' ? undefined : httpFact(200, { headers: { date: new Date(0).toUTCString() } }),
      }).found,
    ).toEqual([]);
  });
});

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
    [
      { outcome: 'alert', detail: 'certificate required (116)', clientCertificateAsked: true },
      'ends the TLS handshake with the alert "certificate required"',
      'asks for a client certificate',
    ],
    [{ outcome: 'closed' }, 'closes the connection as soon as TLS begins', 'closes the connection after 5 ms'],
    [{ outcome: 'reset' }, 'resets the connection as soon as TLS begins', 'resets the connection after 5 ms'],
    [
      { outcome: 'silent', ms: 5000 },
      'accepts connections, but never answers the TLS hello',
      'sends nothing for 5000 ms',
    ],
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
});
