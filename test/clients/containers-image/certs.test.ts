import { describe, expect, test } from 'vitest';
import { certificateDirectory } from '../../../src/clients/containers-image/certs/directory.js';
import { loadCertificates } from '../../../src/clients/containers-image/certs/load.js';
import { certificateNearMisses } from '../../../src/clients/containers-image/certs/near-misses.js';
import type { RegistriesGeneration } from '../../../src/clients/containers-image/registries-config.js';
import type { Host } from '../../../src/host/host.js';
import { issueCertificate } from '../../../src/lab/certificate.js';
import { aHost } from '../a-host.js';

const DAY_MS = 86_400_000;
const ca = issueCertificate({ subject: 'CA', issuer: null, ca: true, notBeforeMs: 0, notAfterMs: DAY_MS });
const other = issueCertificate({ subject: 'other', issuer: null, ca: true, notBeforeMs: 0, notAfterMs: DAY_MS });
const HP = 'reg.test:5000';
const SYSTEM = `/etc/containers/certs.d/${HP}`;
const USER = `/root/.config/containers/certs.d/${HP}`;
const DOCKER = `/etc/docker/certs.d/${HP}`;

function load(host: Host, flag: string | null = null) {
  return loadCertificates(host, certificateDirectory(host, 'classic', HP, flag));
}

// containers/image docker/docker_client_test.go: TestDockerCertDir, and the order that its list of directories gives.
describe('the one directory that is read', () => {
  const ROOTLESS = '/etc/containers/certs.rootless.d';
  const rows: readonly (readonly [
    string,
    RegistriesGeneration,
    readonly string[],
    Partial<Host>,
    string | null,
    string | null,
  ])[] = [
    ['none exists', 'classic', [], {}, null, null],
    ['docker’s', 'classic', [DOCKER], {}, null, DOCKER],
    ['the system’s before docker’s', 'classic', [DOCKER, SYSTEM], {}, null, SYSTEM],
    ['the user’s before all', 'classic', [DOCKER, SYSTEM, USER], {}, null, USER],
    ['--cert-dir is the directory itself', 'classic', [SYSTEM, '/my'], {}, '/my', '/my'],
    ['a missing --cert-dir reads nothing', 'classic', [SYSTEM], {}, '/my', null],
    ['nothing is expanded in it', 'classic', [SYSTEM, '/root'], {}, '$HOME', null],
    [
      'XDG_CONFIG_HOME is not asked in the classic generation',
      'classic',
      [SYSTEM, `/x/containers/certs.d/${HP}`],
      { environment: { XDG_CONFIG_HOME: '/x' } },
      null,
      SYSTEM,
    ],
    [
      'XDG_CONFIG_HOME counts later',
      'configfile',
      [SYSTEM, `/x/containers/certs.d/${HP}`],
      { environment: { XDG_CONFIG_HOME: '/x' } },
      null,
      `/x/containers/certs.d/${HP}`,
    ],
    [
      'root has its own',
      'configfile',
      [SYSTEM, `/etc/containers/certs.rootful.d/${HP}`, `${ROOTLESS}/${HP}`],
      {},
      null,
      `/etc/containers/certs.rootful.d/${HP}`,
    ],
    [
      'users have theirs',
      'configfile',
      [SYSTEM, `${ROOTLESS}/${HP}`, `${ROOTLESS}/1000/${HP}`],
      { uid: 1000 },
      null,
      `${ROOTLESS}/1000/${HP}`,
    ],
    [
      'the vendor’s before docker’s',
      'configfile',
      [DOCKER, `/usr/share/containers/certs.d/${HP}`],
      {},
      null,
      `/usr/share/containers/certs.d/${HP}`,
    ],
    ['another port is another directory', 'classic', ['/etc/containers/certs.d/reg.test'], {}, null, null],
  ];

  test.each(rows)('%s', (_, generation, directories, host, flag, expected) => {
    expect(certificateDirectory(aHost({}, { directories, ...host }), generation, HP, flag).path).toBe(expected);
  });

  test('one that may not be looked at is passed over', () => {
    const host = aHost(
      { [`${DOCKER}/ca.crt`]: ca.pem },
      { unreadable: { [SYSTEM]: `open ${SYSTEM}: permission denied` } },
    );
    expect(certificateDirectory(host, 'classic', HP, null).path).toBe(DOCKER);
  });
});

// containers/image pkg/tlsclientconfig/tlsclientconfig_test.go: TestSetupCertificates.
describe('what is loaded', () => {
  test('CAs in name order and the first client certificate', () => {
    const host = aHost({
      [`${SYSTEM}/b.crt`]: other.pem,
      [`${SYSTEM}/a.crt`]: ca.pem,
      [`${SYSTEM}/client-2.cert`]: other.pem,
      [`${SYSTEM}/client-2.key`]: other.keyPem,
      [`${SYSTEM}/client-1.cert`]: ca.pem,
      [`${SYSTEM}/client-1.key`]: ca.keyPem,
      [`${SYSTEM}/readme.txt`]: 'x',
    });
    expect(load(host)).toMatchObject({
      authorities: [{ path: `${SYSTEM}/a.crt` }, { path: `${SYSTEM}/b.crt` }],
      clientCertificate: { path: `${SYSTEM}/client-1.cert`, keyPath: `${SYSTEM}/client-1.key` },
    });
  });

  test.each([
    ['nothing where there is no directory', {}, {}],
    [
      'names that are no CAs',
      { [`${SYSTEM}/ca.pem`]: ca.pem, [`${SYSTEM}/ca.CRT`]: ca.pem, [`${SYSTEM}/ca.cer`]: ca.pem },
      {},
    ],
  ])('%s', (_, files: Record<string, string>, more) => {
    expect(load(aHost(files, more))).toEqual({ ok: true, authorities: [], clientCertificate: null });
  });

  test.each([
    [
      'a certificate without key',
      { 'ca.cert': ca.pem },
      'missing key ca.key for client certificate ca.cert. Note that CA certificates should use the extension .crt',
    ],
    ['a key without certificate', { 'c.key': ca.keyPem }, 'missing client certificate c.cert for key c.key'],
    [
      'a key of another certificate',
      { 'c.cert': ca.pem, 'c.key': other.keyPem },
      'tls: private key does not match public key',
    ],
    [
      'a certificate that is no PEM',
      { 'c.cert': 'x', 'c.key': ca.keyPem },
      'tls: failed to find any PEM data in certificate input',
    ],
    ['a key that is no PEM', { 'c.cert': ca.pem, 'c.key': '' }, 'tls: failed to find any PEM data in key input'],
    [
      'a key in place of the certificate',
      { 'c.cert': ca.keyPem, 'c.key': ca.keyPem },
      'tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [PRIVATE KEY]',
    ],
    ['a directory called x.crt', { 'x.crt/y': '' }, `read ${SYSTEM}/x.crt: is a directory`],
  ])('%s stops the client', (_, files, text) => {
    const placed = Object.fromEntries(Object.entries(files).map(([name, content]) => [`${SYSTEM}/${name}`, content]));
    expect(load(aHost(placed))).toMatchObject({ ok: false, text });
  });

  test('an unreadable CA stops the client', () => {
    const text = `open ${SYSTEM}/ca.crt: permission denied`;
    expect(load(aHost({}, { unreadable: { [`${SYSTEM}/ca.crt`]: text } }))).toMatchObject({ ok: false, text });
  });

  test('a file in place of the directory stops the client', () => {
    expect(load(aHost({ [SYSTEM]: 'x' }))).toMatchObject({ ok: false, text: `open ${SYSTEM}: not a directory` });
  });
});

describe('CAs without effect', () => {
  const told = (files: Record<string, string>, directories: string[] = []) => {
    const host = aHost(files, { directories });
    return certificateNearMisses(host, 'classic', HP, certificateDirectory(host, 'classic', HP, null), null);
  };

  test.each([
    ['.pem', `${SYSTEM}/ca.pem`, `${SYSTEM}/ca.crt`, 'only names that end in .crt'],
    ['.CRT', `${SYSTEM}/ca.CRT`, `${SYSTEM}/ca.crt`, 'only names that end in .crt'],
    ['.cer', `${SYSTEM}/ca.cer`, `${SYSTEM}/ca.crt`, 'only names that end in .crt'],
    [
      'the port missing in the directory',
      '/etc/containers/certs.d/reg.test/ca.crt',
      `${SYSTEM}/ca.crt`,
      'the directory is for reg.test,',
    ],
    [
      'another port in the directory',
      '/etc/docker/certs.d/reg.test:443/ca.crt',
      `${SYSTEM}/ca.crt`,
      'the directory is for reg.test:443',
    ],
    ['containerd’s directory', `/etc/containerd/certs.d/${HP}/ca.crt`, `${SYSTEM}/ca.crt`, 'belongs to containerd'],
  ])('%s', (_, path, cure, text) => {
    expect(told({ [path]: ca.pem })).toMatchObject([
      {
        code: 'config-ignored-wrong-path',
        meant: 'trust',
        source: { name: path },
        text: expect.stringContaining(text),
        cure: [{ path: cure, content: ca.pem }],
      },
    ]);
  });

  test('the file named as cure is read', () => {
    const files = { [`${SYSTEM}/ca.pem`]: ca.pem };
    const [first] = told(files);
    const cured = aHost({
      ...files,
      ...Object.fromEntries((first?.cure ?? []).map(({ path, content }) => [path, content])),
    });
    expect(load(cured)).toMatchObject({ authorities: [{ path: `${SYSTEM}/ca.crt` }] });
  });

  test('a directory behind an empty one', () => {
    expect(told({ [`${DOCKER}/ca.crt`]: ca.pem }, [USER])).toMatchObject([
      {
        source: { name: `${DOCKER}/ca.crt` },
        text: expect.stringContaining(`${USER} exists`),
        cure: [{ path: `${USER}/ca.crt` }],
      },
    ]);
  });

  test.each([
    ['DER', { [`${SYSTEM}/ca.crt`]: ca.der.toString('utf8') }, 'it is DER'],
    ['no certificate at all', { [`${SYSTEM}/ca.crt`]: 'hello' }, 'no PEM certificate'],
    ['a CA called .cert', { [`${SYSTEM}/ca.cert`]: ca.pem }, 'taken for a client certificate'],
  ])('%s', (_, files, text) => {
    expect(told(files)).toMatchObject([{ text: expect.stringContaining(text), cure: [] }]);
  });

  test('silence where all is well, also with other registries beside it', () => {
    expect(
      told({
        [`${SYSTEM}/ca.crt`]: ca.pem,
        '/etc/containers/certs.d/reg.test/ca.crt': other.pem,
        '/etc/containers/certs.d/else/ca.pem': ca.pem,
      }),
    ).toEqual([]);
    expect(told({ '/etc/containers/certs.d/else:5000/ca.crt': ca.pem })).toEqual([]);
  });
});
