import { describe, expect, test } from 'vitest';
import type { IssuedCertificate } from '../../src/lab/certificate.js';
import {
  intermediate,
  leaf,
  NAME,
  otherRoot,
  plain,
  renewedRoot,
  root,
  selfSigned,
  urlOfIssuer,
} from '../trust/authorities.js';
import { httpFact, tcpFact, tlsFact } from './support/facts.js';
import { ADDRESS, type Check, check, evidence, nextStep, proven } from './support/network.js';

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
    expect(proven(primary)[0]?.limits.join()).toContain('tried up to the login only');
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
