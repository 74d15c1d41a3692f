import { describe, expect, test } from 'vitest';
import { configuredSecret } from '../../../../src/clients/configured-credential.js';
import { authsHost } from '../../../../src/clients/containerd/cri/auths-host.js';
import { authKind, credentialIn } from '../../../../src/clients/containerd/cri/credentials.js';
import { defaultScheme, registryEndpoints } from '../../../../src/clients/containerd/cri/endpoints.js';
import { tableAt } from '../../../../src/clients/containerd/cri/setting.js';
import { asked, CONFIG, configurationOf, hostOf, planOf, urlsOf } from './a-containerd.js';

const REGISTRY = 'plugins."io.containerd.grpc.v1.cri".registry';
const config = (...tables: string[]): string =>
  `version = 2\n${tables.map((table) => `[${REGISTRY}.${table.replace(/^(\S+) ?/, '$1]\n')}\n`).join('')}`;
const registryOf = (text: string) => configurationOf({ config: text }).registry;

// Restated from containerd `internal/cri/server/images/image_pull_test.go`: TestRegistryEndpoints.
describe('endpoints of a registry', () => {
  const mirror = (key: string, ...endpoints: string[]): string =>
    `mirrors."${key}" endpoint = [${endpoints.map((each) => `"${each}"`).join(', ')}]`;
  test.each([
    ['no mirror', [mirror('one.test', 'https://one.test', 'https://two.test')], ['https://three.test']],
    [
      'a mirror',
      [mirror('three.test', 'https://one.test', 'https://two.test')],
      ['https://one.test', 'https://two.test', 'https://three.test'],
    ],
    [
      'for all',
      [mirror('*', 'https://one.test', 'https://two.test')],
      ['https://one.test', 'https://two.test', 'https://three.test'],
    ],
    [
      'its own before that for all',
      [mirror('*', 'https://one.test'), mirror('three.test', 'https://two.test')],
      ['https://two.test', 'https://three.test'],
    ],
    [
      'itself over http',
      [mirror('three.test', 'https://one.test', 'http://three.test')],
      ['https://one.test', 'http://three.test'],
    ],
    [
      'itself over https',
      [mirror('three.test', 'https://one.test', 'https://three.test')],
      ['https://one.test', 'https://three.test'],
    ],
    [
      'itself with a path',
      [mirror('three.test', 'https://one.test', 'https://three.test/path')],
      ['https://one.test', 'https://three.test/path'],
    ],
    [
      'without schemes',
      [mirror('three.test', 'https://three.test', 'one.test', '127.0.0.1:1234')],
      ['https://three.test', 'https://one.test', 'http://127.0.0.1:1234'],
    ],
    ['its own, empty', [mirror('*', 'https://one.test'), mirror('three.test')], ['https://three.test']],
  ])('%s', (_, mirrors, expected) => {
    const found = registryEndpoints(registryOf(config(...mirrors)), 'three.test');
    expect(found.ok && found.endpoints.map(({ url }) => url)).toEqual(expected);
  });

  test('Docker Hub listed by its server’s name is asked twice', () => {
    const text = config(mirror('docker.io', 'https://registry-1.docker.io'));
    const found = registryEndpoints(registryOf(text), 'docker.io');
    expect(found.ok && found.endpoints.map(({ url }) => url)).toEqual([
      'https://registry-1.docker.io',
      'https://registry-1.docker.io',
    ]);
  });

  test('an endpoint that is no URL stops every pull of its registry', () => {
    const { root } = planOf({ config: config(mirror('reg:5000', 'http://%zz')) });
    expect(root).toMatchObject({ kind: 'stop', failure: 'config' });
    expect(planOf({ config: config(mirror('other', 'http://%zz')) }).root).not.toMatchObject({ kind: 'stop' });
  });
});

// Restated from the same file: TestDefaultScheme.
test.each([
  ['localhost', 'http'],
  ['localhost:8080', 'http'],
  ['127.0.0.1', 'http'],
  ['127.0.0.1:8080', 'http'],
  ['::1', 'http'],
  ['[::1]:8080', 'http'],
  ['remote', 'https'],
  ['remote:8080', 'https'],
  ['8.8.8.8', 'https'],
  ['8.8.8.8:8080', 'https'],
])('without a scheme %s is asked over %s', (host, scheme) => {
  expect(defaultScheme(host)).toBe(scheme);
});

describe('paths', () => {
  const urls = (endpoint: string, reference = 'reg:5000/a:1'): string | undefined =>
    urlsOf(planOf({ reference, config: config(`mirrors."*" endpoint = ["${endpoint}"]`) }))[0];
  test.each([
    ['http://cache:5000', 'http://cache:5000/v2/a/manifests/1?ns=reg%3A5000'],
    ['http://cache:5000/', 'http://cache:5000/a/manifests/1?ns=reg%3A5000'],
    ['https://cache/proxy', 'https://cache/proxy/a/manifests/1?ns=reg%3A5000'],
    ['https://cache/v2/proxy/', 'https://cache/v2/proxy/a/manifests/1?ns=reg%3A5000'],
  ])('%s', (endpoint, url) => {
    expect(urls(endpoint)).toBe(url);
  });
});

describe('TLS settings of an endpoint', () => {
  const CA = { '/ca.pem': '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n' };
  const tls = (settings: string): string => config(`configs."reg:5000".tls ${settings}`);

  test('1.x verifies nothing where it is told so, 2.x doesn’t know the key', () => {
    const text = tls('insecure_skip_verify = true');
    expect(asked({ ports: { 5000: 'untrusted' } }, { config: text })[0]).toContain('(unverified): 200');
    expect(asked({ ports: { 5000: 'untrusted' } }, { config: text, version: '2.0.0' })[0]).toContain('tls-untrusted');
  });

  test('a CA goes beside the system’s, and names its line', () => {
    const plan = planOf({ config: tls('ca_file = "/ca.pem"'), files: CA });
    expect(JSON.stringify(plan.root)).toContain('"path":"/ca.pem"');
    expect(JSON.stringify(plan.root)).toContain(`"name":"${CONFIG}","line":3`);
  });

  test.each([
    ['ca_file = "/gone.pem"', 'failed to load CA file: open /gone.pem: no such file or directory'],
    ['cert_file = "/ca.pem"', 'cert file "/ca.pem" was specified, but no corresponding key file was specified'],
    ['key_file = "/ca.pem"', 'key file "/ca.pem" was specified, but no corresponding cert file was specified'],
  ])('%s stops every pull', (settings, text) => {
    const { root } = planOf({ config: tls(settings), files: CA });
    expect(root).toMatchObject({ kind: 'stop', failure: 'config' });
    expect(JSON.stringify(root)).toContain(JSON.stringify(text).slice(1, -1));
  });
});

// Restated from the same file: TestParseAuth; the server address is never set by what is read here.
describe('logins of config.toml', () => {
  const auth = Buffer.from('username:password').toString('base64');
  const invalid = Buffer.from('username@password').toString('base64');
  test.each([
    ['nothing', '', 'empty'],
    ['empty', 'username = ""', 'empty'],
    ['identity token', 'identitytoken = "abcd"', 'identity-token'],
    ['name and password', 'username = "username"\npassword = "password"', 'basic'],
    ['auth', `auth = "${auth}"`, 'basic'],
    ['invalid auth', `auth = "${invalid}"`, 'invalid'],
    ['name before token', 'username = "u"\nidentitytoken = "abcd"', 'basic'],
  ])('%s', (_, settings, kind) => {
    const table = tableAt(registryOf(config(`configs."reg:5000".auth ${settings}`)), ['configs', 'reg:5000', 'auth']);
    expect(authKind(table)).toBe(kind);
  });

  test('the vault finds what the plan names, by the file that has the name', () => {
    const what = { config: config(`configs."reg:5000".auth username = "me"\npassword = "word"`) };
    const { registry } = configurationOf(what);
    const found = credentialIn(registry, 'reg:5000');
    expect(found).toMatchObject({ kind: 'basic', matchedKey: 'reg:5000', source: { name: CONFIG, line: 2 } });
    expect(configuredSecret(hostOf(what).files, found?.id ?? '')).toMatchObject({ username: 'me', password: 'word' });
    expect(JSON.stringify(planOf(what))).not.toContain('word"');
    expect(credentialIn(registry, 'reg')).toBeNull();
  });

  test.each([
    ['https://reg:5000', 'reg:5000'],
    ['https://reg.test/v2/', 'reg.test'],
    ['reg.test', 'reg.test'],
    ['reg:5000', ''],
    ['10.0.0.1:5000', null],
  ])('auths.%s counts for %j', (key, host) => {
    expect(authsHost(key)).toBe(host);
  });

  test('they are offered to the host contacted, and shut out by a pod’s', () => {
    const text = config(
      'mirrors."reg:5000" endpoint = ["http://cache:5000"]',
      'configs."cache:5000".auth username = "me"\npassword = "x"',
    );
    expect(JSON.stringify(planOf({ config: text }).root)).toContain('configured:');
    const files = { '/s.json': '{"auths":{"reg:5000":{"auth":"YTpi"}}}' };
    const pod = JSON.stringify(planOf({ config: text, files, flags: { dockerConfigJson: '/s.json' } }).root);
    expect(pod).not.toContain('"toml\\"');
    expect(pod).toContain('/s.json');
  });
});
