import { describe, expect, test } from 'vitest';
import { readHostsText } from '../../../src/clients/containerd/hosts-file.js';
import { httpFallback } from '../../../src/clients/containerd/http-fallback.js';
import { hostsOf } from './a-registry.js';

const PATH = '/etc/containerd/certs.d/reg:5000/hosts.toml';

function entriesOf(text: string, version = '2.3.4') {
  const result = readHostsText(text, PATH, version);
  if (result.kind !== 'read') throw new Error(result.kind === 'absent' ? 'absent' : result.text);
  return result.entries;
}

function refusal(text: string, version = '2.3.4'): string | null {
  const result = readHostsText(text, PATH, version);
  return result.kind === 'refused' ? `${result.source.line ?? '-'}: ${result.text}` : null;
}

// Restated from containerd `core/remotes/docker/config/hosts_test.go`: TestParseHostFile, its twelve hosts with names of our own.
describe('a file with everything in it', () => {
  const text = `
server = "https://own.example"
ca = "/certs/own"
[header]
  x-own = "one header"

[host."https://cache.example"]
  capabilities = ["pull"]
  ca = "/certs/cache.pem"
  skip_verify = false
  [host."https://cache.example".header]
    x-cache = ["one", "two"]

[host."https://spare.example/eu"]
  capabilities = ["pull"]
  skip_verify = true

[host."http://cache.example"]
  capabilities = ["pull"]

[host."https://one.example"]
  capabilities = ["pull", "resolve", "push", "referrers"]
  ca = ["/certs/one.pem", "/certs/other.pem"]
  client = [["/certs/c.cert", "/certs/c.key"], ["/certs/d.pem", "/certs/d.key"]]

[host."https://two.example"]
  client = "/certs/c.pem"

[host."https://three.example"]
  client = ["/certs/c1.pem", "/certs/c2.pem"]

[host."https://plain.example"]
  capabilities = ["pull", "resolve", "push"]
  client = ["/certs/c1.pem", "/certs/c2.pem"]

[host."https://odd.example/v2/prefix"]
  capabilities = ["pull"]
  override_path = true

[host."https://bare.example"]
  override_path = true

[host."https://header.example".header]
  x-only = "a header"

[host."https://slow.example"]
  dial_timeout = "3s"
`;
  const shown = entriesOf(text).map((entry) => {
    const { capabilities } = entry;
    const words = Object.entries(capabilities).flatMap(([word, has]) => (has ? [word] : []));
    return [
      `${entry.url?.scheme}://${entry.url?.host}${entry.path}`,
      words.join(' '),
      entry.authorities?.map(({ path }) => path).join(' ') ?? '',
      entry.clientPairs?.map(({ path, keyPath }) => (path === keyPath ? path : `${path}+${keyPath}`)).join(' ') ?? '',
      entry.skipVerify,
      entry.dialMs,
    ];
  });
  const ALL = 'pull resolve push';
  test.each(
    [
      ['https://cache.example/v2', 'pull', '/certs/cache.pem', '', false, null],
      ['https://spare.example/eu/v2', 'pull', '', '', true, null],
      ['http://cache.example/v2', 'pull', '', '', null, null],
      [
        'https://one.example/v2',
        ALL,
        '/certs/one.pem /certs/other.pem',
        '/certs/c.cert+/certs/c.key /certs/d.pem+/certs/d.key',
        null,
        null,
      ],
      ['https://two.example/v2', ALL, '', '/certs/c.pem', null, null],
      ['https://three.example/v2', ALL, '', '/certs/c1.pem /certs/c2.pem', null, null],
      ['https://plain.example/v2', ALL, '', '/certs/c1.pem /certs/c2.pem', null, null],
      ['https://odd.example/v2/prefix', 'pull', '', '', null, null],
      ['https://bare.example', ALL, '', '', null, null],
      ['https://header.example/v2', ALL, '', '', null, null],
      ['https://slow.example/v2', ALL, '', '', null, 3000],
      ['https://own.example/v2', ALL, '/certs/own', '', null, null],
    ].map((row, index) => [index, ...row] as const),
  )('host %i is %s', (index, ...row) => {
    expect(shown[index]).toEqual(row);
  });

  test('there are no others', () => expect(shown).toHaveLength(12));

  test('every host names the lines that decided it', () => {
    const lines = entriesOf(text)[3]?.sources.map(({ line, says }) => `${line} ${says.slice(0, 14)}`);
    expect(lines).toEqual(['21 [host."https:/', '22 capabilities =', '23 ca = ["/certs/', '24 client = [["/c']);
  });
});

describe('what refuses a whole file', () => {
  test.each([
    ['a quoted boolean', '[host."http://reg:5000"]\nskip_verify = "true"\n', '2: skip_verify: "true" is no boolean'],
    ['a number for a boolean', '[host."http://reg:5000"]\noverride_path = 1\n', '2: override_path: 1 is no boolean'],
    [
      'a text for a list',
      '[host."http://reg:5000"]\ncapabilities = "pull"\n',
      '2: capabilities: "pull" is no list of strings',
    ],
    [
      'an unknown capability',
      '[host."http://reg:5000"]\ncapabilities = ["pull", "fetch"]\n',
      '2: unknown capability fetch',
    ],
    ['a number for ca', '[host."http://reg:5000"]\nca = 1\n', '2: invalid type for "ca"'],
    ['a number among ca', 'ca = ["a", 1]\n', '1: unable to cast an item of "ca" to string'],
    ['half a client pair', '[host."http://reg:5000"]\nclient = [["a"]]\n', '2: invalid pair ["a"] for "client"'],
    ['a number for client', 'client = 7\n', '1: invalid type for "client"'],
    ['a number for server', 'server = 5\n', '1: server: 5 is no string'],
    ['a number for a header', '[host."http://reg:5000".header]\nx = 1\n', '2: invalid type for header "x"'],
    ['a text for all headers', 'header = "x"\n', '1: header: no table'],
    ['a duration without unit', 'dial_timeout = "5"\n', '1: time: invalid duration "5"'],
    ['a host that is a number', '[host]\n"http://reg:5000" = 3\n', '2: host http://reg:5000 is no table'],
    ['a list of hosts', '[[host]]\nx = 1\n', '1: invalid `host` tree'],
    [
      'a port with letters',
      '[host."http://reg:50x0"]\n',
      '1: unable to parse server http://reg:50x0: parse "http://reg:50x0": invalid port ":50x0" after host',
    ],
  ])('%s', (_, text, expected) => expect(refusal(text)).toBe(expected));

  test('a header that is not closed', () => expect(refusal('[host."http://reg:5000"\n')).toMatch(/^[12]: /));

  test.each([
    ['2.1.9', false],
    ['2.2.0', true],
  ])('referrers in %s', (version, known) => {
    expect(refusal('[host."http://reg:5000"]\ncapabilities = ["pull", "referrers"]\n', version) === null).toBe(known);
  });

  test.each([
    ['1.6.39', true],
    ['1.7.31', true],
    ['1.7.32', false],
    ['2.0.0', false],
  ])('`server` alone in %s', (version, refused) => {
    expect(refusal('server = "http://reg:5000"\n', version) !== null).toBe(refused);
    expect(refusal('server = "http://reg:5000"\n[host]\n', version)).toBeNull();
  });

  test.each([
    ['1.7.34', false],
    ['2.0.6', false],
    ['2.0.7', true],
    ['2.1.0', true],
  ])('dial_timeout without unit in %s', (version, refused) => {
    expect(refusal('dial_timeout = "5"\n[host]\n', version) !== null).toBe(refused);
  });
});

describe('what does not', () => {
  test('capabilities in any case, an empty list for all of them, unknown keys', () => {
    const text =
      '[host."http://reg:5000"]\ncapabilities = ["PULL", "Resolve"]\ninsecure = true\n[host."http://b"]\ncapabilities = []\n';
    expect(entriesOf(text).map(({ capabilities }) => capabilities)).toEqual([
      { pull: true, resolve: true, push: false },
      { pull: true, resolve: true, push: true },
      { pull: true, resolve: true, push: true },
    ]);
  });

  test.each([
    ['reg:5000', 'https://reg:5000/v2'],
    ['http://reg:80', 'http://reg:80/v2'],
    ['https://Reg.Example:443/', 'https://Reg.Example:443/v2'],
    ['https://reg/v2/', 'https://reg/v2'],
    ['https://reg/a//b/../c', 'https://reg/a/c/v2'],
    ['https://user:word@reg/x?y=z', 'https://reg/x/v2'],
    ['[fc00::1]:5000', 'https://[fc00::1]:5000/v2'],
  ])('a host written %s', (name, expected) => {
    const [entry] = entriesOf(`[host.${JSON.stringify(name)}]\n`);
    expect(`${entry?.url?.scheme}://${entry?.url?.host}${entry?.path}`).toBe(expected);
  });

  test('a name that begins with http is a scheme, and no host', () => {
    expect(entriesOf('[host."httpd:5000"]\n')).toHaveLength(1);
    expect(entriesOf('server = "httpd:5000"\n')[0]?.url).toBeNull();
  });
});

describe('order', () => {
  const INLINE = 'host = { "http://a" = {}, "http://b" = {} }\n';
  const DOTTED = '[host]\n"http://a".skip_verify = true\n[host."http://b"]\n';
  const TORN = '[host."http://a"]\n[host."http://b"]\n[host."http://a".header]\nx = "y"\n';
  test.each([
    ['1.7.34', INLINE, ['a', 'b']],
    ['2.0.0', INLINE, []],
    ['1.7.34', DOTTED, ['a', 'b']],
    ['2.0.0', DOTTED, ['b']],
    ['1.7.34', TORN, ['a', 'b']],
    ['2.0.0', TORN, ['a', 'b', 'a']],
  ])('%s: %j', (version, text, expected) => {
    const hosts = entriesOf(text, version).flatMap(({ url }) => url?.host ?? []);
    expect(hosts).toEqual(expected);
  });
});

describe('rewrite', () => {
  const certs = {
    'reg:5000/hosts.toml': '[host."https://cache"]\n[host."https://cache".rewrite]\n"^a/(.*)" = "b/$1"\n',
  };
  test('counts for a patched containerd only', () => {
    expect(hostsOf('reg:5000', { certs })[0]?.rewrites).toBeUndefined();
    expect(hostsOf('reg:5000', { certs, options: { rewrites: true } })[0]?.rewrites).toEqual([
      { pattern: '^a/(.*)', replacement: 'b/$1' },
    ]);
  });
});

describe('plain http with a TLS setting', () => {
  const certs = {
    'reg:5000/hosts.toml':
      '[host."http://reg:5000"]\nskip_verify = false\n[host."http://reg"]\nca = []\n[host."http://reg:80"]\nskip_verify = true\n',
  };
  test.each([
    ['1.6.24', [null, null, null]],
    ['1.6.25', [['tls-plain-http'], null, null]],
    ['1.7.16', [['tls-plain-http', 'tls-timeout'], null, null]],
  ])('%s', (version, expected) => {
    expect(
      hostsOf('reg:5000', { version, certs })
        .slice(0, 3)
        .map((host) => host.httpFallback),
    ).toEqual(expected);
  });

  // Restated from containerd `core/remotes/docker/resolver_test.go`: TestHTTPFallbackPortError.
  test('a refused connection moves to port 80 only where no port is written', () => {
    expect(httpFallback('2.3.4', '127.0.0.1')).toContain('tcp-refused');
    expect(httpFallback('2.3.4', '127.0.0.1:4711')).not.toContain('tcp-refused');
    expect(httpFallback('1.7.23', '127.0.0.1')).toBeNull();
  });
});

describe('hostile text', () => {
  test.each([
    ['__proto__ = 1\n[host.__proto__]\nconstructor = "x"\n'],
    [`${'['.repeat(300)}`],
    [`host = ${'{ a = '.repeat(100)}1${' }'.repeat(100)}\n`],
    [`[host."http://${'a'.repeat(100_000)}"]\n`],
    ['[host."http://reg:5000\\u0000"]\n'],
    ['[host."http://\\ud800"]\n'],
    [Array.from({ length: 2000 }, (_, index) => `[host."http://h${index}"]\n`).join('')],
  ])('never throws: %.30j', (text) => {
    expect(() => hostsOf('reg:5000', { certs: { 'reg:5000/hosts.toml': text } })).not.toThrow();
    expect(hostsOf('reg:5000', { certs: { 'reg:5000/hosts.toml': text } }).length).toBeLessThan(60);
  });
});
