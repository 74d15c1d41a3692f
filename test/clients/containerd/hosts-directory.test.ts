import { describe, expect, test } from 'vitest';
import { hostsFor } from '../../../src/clients/containerd/hosts.js';
import { resolveAndFetch } from '../../../src/clients/containerd/resolve.js';
import { aHost } from '../a-host.js';
import { DIRECTORY, hostsOf, pullBy, ROOT } from './a-registry.js';

const at = (name: string) => `[host."http://${name}"]\n`;
const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

function first(certs: Readonly<Record<string, string>>, registry = 'reg:5000', version = '2.3.4'): string | undefined {
  return hostsOf(registry, { certs, version })[0]?.host;
}

describe('which directory counts', () => {
  const all = {
    'reg_5000_/hosts.toml': at('under'),
    'reg:5000/hosts.toml': at('colon'),
    '_default/hosts.toml': at('default'),
  };
  test('`host_port_`, then `host:port`, then `_default`', () => {
    expect(first(all)).toBe('under');
    expect(first({ 'reg:5000/hosts.toml': at('colon'), '_default/hosts.toml': at('default') })).toBe('colon');
    expect(first({ '_default/hosts.toml': at('default') })).toBe('default');
  });

  test.each([
    ['1.6.16', 'reg:5000'],
    ['1.6.17', 'default'],
    ['1.7.0', 'default'],
  ])('`_default` in %s', (version, expected) => {
    expect(first({ '_default/hosts.toml': at('default') }, 'reg:5000', version)).toBe(expected);
  });

  test('names are taken as they are written', () => {
    expect(first({ 'reg/hosts.toml': at('x') })).toBe('reg:5000');
    expect(first({ 'reg:443/hosts.toml': at('x') }, 'reg')).toBe('reg');
    expect(first({ 'registry-1.docker.io/hosts.toml': at('x') }, 'docker.io')).toBe('registry-1.docker.io');
    expect(first({ '[fc00::1]_5000_/hosts.toml': at('x') }, '[fc00::1]:5000')).toBe('x');
  });

  test('an empty directory counts, and hides `_default`', () => {
    const host = aHost({ [`${ROOT}/_default/hosts.toml`]: at('default') }, { directories: [DIRECTORY] });
    expect(hostsFor(host, '2.3.4', [ROOT], 'reg:5000').hosts.map((each) => each.host)).toEqual(['reg:5000']);
  });

  test('the first root that has one wins, with its `_default` too', () => {
    const host = aHost({ '/a/_default/hosts.toml': at('default'), '/b/reg:5000/hosts.toml': at('own') });
    expect(hostsFor(host, '2.3.4', ['/a', '/b'], 'reg:5000').hosts[0]?.host).toBe('default');
    expect(hostsFor(host, '2.3.4', ['/b', '/a'], 'reg:5000').hosts[0]?.host).toBe('own');
  });
});

// Restated from containerd `core/remotes/docker/config/hosts_test.go`: TestLoadCertFiles; what the files hold is not looked at there.
describe('a directory with certificates only', () => {
  const shown = (files: readonly string[]) => {
    const [host] = hostsOf('reg:5000', { certs: Object.fromEntries(files.map((name) => [`reg:5000/${name}`, PEM])) });
    return [host?.authorities.map(({ path }) => path), host?.clientCertificate?.path, host?.clientCertificate?.keyPath];
  };
  test('an authority', () => expect(shown(['ca.crt'])).toEqual([[`${DIRECTORY}/ca.crt`], undefined, undefined]));
  test('an authority and a client certificate', () => {
    expect(shown(['ca.crt', 'c.cert', 'c.key'])).toEqual([
      [`${DIRECTORY}/ca.crt`],
      `${DIRECTORY}/c.cert`,
      `${DIRECTORY}/c.key`,
    ]);
  });
  test('a client certificate', () => {
    expect(shown(['c.cert', 'c.key'])).toEqual([[], `${DIRECTORY}/c.cert`, `${DIRECTORY}/c.key`]);
  });
  test('without a key file the certificate’s own file is taken', () => {
    expect(shown(['c.cert'])).toEqual([[], `${DIRECTORY}/c.cert`, `${DIRECTORY}/c.cert`]);
  });
  test('anything else is passed over; an empty hosts.toml is none', () => {
    expect(shown(['ca.pem', 'c.key'])).toEqual([[], undefined, undefined]);
    expect(
      hostsOf('reg:5000', { certs: { 'reg:5000/hosts.toml': '', 'reg:5000/ca.crt': PEM } })[0]?.authorities,
    ).toHaveLength(1);
  });
  test('a refused hosts.toml leaves the certificates in force', () => {
    const certs = { 'reg:5000/hosts.toml': 'ca = 1\n', 'reg:5000/ca.crt': PEM };
    expect(hostsOf('reg:5000', { certs })).toMatchObject([
      { scheme: 'https', authorities: [{ path: `${DIRECTORY}/ca.crt` }] },
    ]);
  });
});

describe('the registry itself as the last host', () => {
  test('keeps ca, client and skip_verify of the root', () => {
    const certs = {
      'reg:5000/hosts.toml': 'skip_verify = true\nca = "ca.crt"\n[host."http://cache"]\n',
      'reg:5000/ca.crt': PEM,
    };
    expect(hostsOf('reg:5000', { certs })[1]).toMatchObject({
      scheme: 'https',
      host: 'reg:5000',
      skipVerify: true,
      authorities: [{ path: `${DIRECTORY}/ca.crt` }],
    });
  });
});

describe('files that stop every pull', () => {
  const stopOf = (certs: Readonly<Record<string, string>>): string | null => {
    const plan = pullBy({ certs });
    return plan.kind === 'stop' ? plan.because : null;
  };
  test.each([
    [
      'a CA that is not there',
      { 'reg:5000/hosts.toml': 'ca = "ca.crt"\n' },
      `unable to read CA cert "${DIRECTORY}/ca.crt": open ${DIRECTORY}/ca.crt: no such file or directory`,
    ],
    [
      'a CA that is no PEM',
      { 'reg:5000/hosts.toml': 'ca = "x.der"\n', 'reg:5000/x.der': '0\u0082' },
      `unable to load CA cert "${DIRECTORY}/x.der"`,
    ],
    [
      'a CA of a host that comes later',
      { 'reg:5000/hosts.toml': '[host."http://a"]\n[host."https://b"]\nca = "/no"\n' },
      'unable to read CA cert "/no": open /no: no such file or directory',
    ],
    [
      'a client certificate that is not there',
      { 'reg:5000/hosts.toml': 'client = [["a.cert", "a.key"]]\n' },
      `unable to read CERT file "${DIRECTORY}/a.cert": open ${DIRECTORY}/a.cert: no such file or directory`,
    ],
    [
      'an empty key, which is the directory',
      { 'reg:5000/hosts.toml': 'client = [["a.cert", ""]]\n', 'reg:5000/a.cert': PEM },
      `unable to read CERT file "${DIRECTORY}": read ${DIRECTORY}: is a directory`,
    ],
    [
      'a certificate without its key',
      { 'reg:5000/c.cert': PEM },
      'failed to load X509 key pair: tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [CERTIFICATE]',
    ],
    ['a file in the directory’s place', { 'reg:5000': 'x' }, `open ${DIRECTORY}/hosts.toml: not a directory`],
  ])('%s', (_, certs, expected) => expect(stopOf(certs)).toBe(expected));

  test('a hosts.toml that may not be read', () => {
    const path = `${DIRECTORY}/hosts.toml`;
    const host = aHost({}, { directories: [DIRECTORY], unreadable: { [path]: 'EACCES: permission denied' } });
    const { hosts } = hostsFor(host, '2.3.4', [ROOT], 'reg:5000');
    const request = {
      host,
      version: '2.3.4',
      goVersion: '1.23',
      hosts,
      registry: 'reg:5000',
      repository: 'a',
      tag: '1',
      digest: null,
    };
    const plan = resolveAndFetch({ ...request, credentialFor: () => null, platform: host.platform });
    expect(plan).toMatchObject({ kind: 'stop', failure: 'config', because: `open ${path}: permission denied` });
  });
});
