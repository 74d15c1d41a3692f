import { describe, expect, test } from 'vitest';
import { indexNameError, insecureEntry, normalIndexName } from '../../../src/clients/docker/daemon/insecure-entries.js';
import { mirrorEntry } from '../../../src/clients/docker/daemon/mirror-entries.js';
import { requests, walkIn } from '../../support/world.js';
import { aPlan } from '../containers-image/a-plan.js';

const DAEMON = '/etc/docker/daemon.json';
const NAMES = { localhost: ['127.0.0.1', '::1'], 'example.com': ['42.42.42.42'], 'other.com': ['43.43.43.43'] };

/** True where the engine would check who answers at this registry. */
function isSecure(registry: string, entries: readonly string[]): boolean {
  const files = { [DAEMON]: JSON.stringify({ 'insecure-registries': entries }) };
  const plan = aPlan({ client: 'docker', version: '28.5.2', reference: `${registry}/a:1`, files });
  const [first] = requests(walkIn({ names: NAMES, ports: { 443: 'https', 5000: 'https' } }, plan.root));
  // A name nobody knows is never asked: what the plan would do is in the tree.
  if (first === undefined) throw new Error('nothing was asked');
  return !JSON.stringify(first).includes('(unverified)');
}

describe('insecure or not', () => {
  // Restates moby `daemon/pkg/registry/registry_test.go`: TestIsSecureIndex.
  test.each([
    ['docker.io', [], true],
    ['example.com', [], true],
    ['example.com', ['example.com'], false],
    ['localhost', ['localhost:5000'], false],
    ['localhost:5000', ['localhost:5000'], false],
    ['localhost', ['example.com'], false],
    ['127.0.0.1:5000', ['127.0.0.1:5000'], false],
    ['localhost', [], false],
    ['localhost:5000', [], false],
    ['127.0.0.1', [], false],
    ['localhost', ['other.com'], false],
    ['127.0.0.1', ['example.com'], false],
    ['example.com', ['other.com'], true],
    ['example.com', ['example.com', 'other.com'], false],
    ['127.0.0.1', ['other.com'], false],
    ['127.0.0.1:5000', ['example.com'], false],
    ['example.com:5000', ['42.42.0.0/16'], false],
    ['example.com', ['42.42.0.0/16'], false],
    ['example.com:5000', ['42.42.42.42/8'], false],
    ['127.0.0.1:5000', ['127.0.0.0/8'], false],
    ['42.42.42.42:5000', ['42.1.1.1/8'], false],
    ['invalid.example.com', ['42.42.0.0/16'], true],
    ['invalid.example.com', ['invalid.example.com'], false],
    ['invalid.example.com:5000', ['invalid.example.com'], true],
    ['invalid.example.com:5000', ['invalid.example.com:5000'], false],
  ] as const)('%s with %j: secure %s', (registry, entries, secure) => {
    expect(isSecure(registry, entries)).toBe(secure);
  });
});

describe('entries of insecure-registries', () => {
  // Restates moby `daemon/pkg/registry/config_test.go`: TestLoadInsecureRegistries and two rows of TestNewServiceConfig.
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.1:8080', '127.0.0.1:8080'],
    ['2001:db8::1', '2001:db8::1'],
    ['[2001:db8::1]:80', '[2001:db8::1]:80'],
    ['http://myregistry.example.com', 'myregistry.example.com'],
    ['https://myregistry.example.com', 'myregistry.example.com'],
    ['HTTP://myregistry.example.com', 'myregistry.example.com'],
  ])('%s counts as %s', (entry, name) => {
    expect(insecureEntry(entry)).toEqual({ kind: 'name', name });
  });

  test.each([
    ['svn://myregistry.example.com', "insecure registry svn://myregistry.example.com should not contain '://'"],
    ['-invalid-registry', 'Cannot begin or end with a hyphen'],
    ['mytest-.com', 'insecure registry mytest-.com is not valid: invalid host "mytest-.com"'],
    [
      '1200:0000:AB00:1234:0000:2552:7777:1313:8080',
      'is not valid: invalid host "1200:0000:AB00:1234:0000:2552:7777:1313:8080"',
    ],
    [
      'myregistry.example.com:500000',
      'insecure registry myregistry.example.com:500000 is not valid: invalid port "500000"',
    ],
    ['"myregistry.example.com"', 'is not valid: invalid host "\\"myregistry.example.com\\""'],
    ['"myregistry.example.com:5000"', 'is not valid: invalid host "\\"myregistry.example.com"'],
    ['[fe80::]/64', 'insecure registry [fe80::]/64 is not valid: invalid host "[fe80::]/64"'],
    // Seen with dockerd 20.10.24.
    ['http://a.b/', 'insecure registry a.b/ is not valid: invalid host "a.b/"'],
    ['x_y:5000', 'insecure registry x_y:5000 is not valid: invalid host "x_y"'],
    ['10.0.0.0/33', 'insecure registry 10.0.0.0/33 is not valid: invalid host "10.0.0.0/33"'],
    ['a:', 'insecure registry a: is not valid: invalid host "a"'],
    ['', 'insecure registry  is not valid: invalid host ""'],
    ['*.foo', 'insecure registry *.foo is not valid: invalid host "*.foo"'],
  ])('%s keeps the engine from starting', (entry, text) => {
    const found = insecureEntry(entry);
    expect(found.kind === 'invalid' ? found.text : found.kind).toContain(text);
  });

  test('a network with host bits is a network', () => {
    expect(insecureEntry('102.10.8.1/24')).toEqual({ kind: 'network', network: '102.10.8.1/24' });
  });

  // Restates TestValidateIndexName and TestValidateIndexNameWithError of the same file.
  test.each([
    ['index.docker.io', 'docker.io'],
    ['example.com', 'example.com'],
    ['127.0.0.1:8080', '127.0.0.1:8080'],
    ['mytest-1.com', 'mytest-1.com'],
    ['mirror-1.example.com/v1/?q=foo', 'mirror-1.example.com/v1/?q=foo'],
  ])('index name %s', (typed, name) => {
    expect(indexNameError(typed)).toBeNull();
    expect(normalIndexName(typed)).toBe(name);
  });

  test.each(['docker.io-', '-example.com', 'mirror-1.example.com/v1/?q=foo-'])('no index name: %s', (typed) => {
    expect(indexNameError(typed)).toBe(`invalid index name (${typed}). Cannot begin or end with a hyphen`);
  });
});

describe('entries of registry-mirrors', () => {
  // Restates moby `daemon/pkg/registry/config_test.go`: TestValidateMirror, and the mirrors of TestNewServiceConfig.
  test.each([
    ['http://mirror-1.example.com', 'http://mirror-1.example.com/'],
    ['http://mirror-1.example.com/', 'http://mirror-1.example.com/'],
    ['https://mirror-1.example.com', 'https://mirror-1.example.com/'],
    ['https://mirror-1.example.com/', 'https://mirror-1.example.com/'],
    ['http://localhost', 'http://localhost/'],
    ['https://localhost', 'https://localhost/'],
    ['http://localhost:5000', 'http://localhost:5000/'],
    ['https://localhost:5000', 'https://localhost:5000/'],
    ['http://127.0.0.1', 'http://127.0.0.1/'],
    ['https://127.0.0.1', 'https://127.0.0.1/'],
    ['http://127.0.0.1:5000', 'http://127.0.0.1:5000/'],
    ['https://127.0.0.1:5000', 'https://127.0.0.1:5000/'],
    ['http://mirror-1.example.com/v1/', 'http://mirror-1.example.com/v1/'],
    ['https://mirror-1.example.com/v1/', 'https://mirror-1.example.com/v1/'],
    ['https://example.com:5000', 'https://example.com:5000/'],
  ])('%s', (entry, url) => {
    expect(mirrorEntry(entry, '29.7.2')).toEqual({ ok: true, url });
  });

  const end = 'invalid mirror: query or fragment at end of the URI';
  test.each([
    ['!invalid!://%as%', 'invalid mirror: "!invalid!://%as%" is not a valid URI'],
    [
      'mirror-1.example.com',
      `invalid mirror: no scheme specified for "mirror-1.example.com": must use either 'https://' or 'http://'`,
    ],
    ['mirror-1.example.com:5000', 'invalid mirror: no scheme specified for "mirror-1.example.com:5000"'],
    ['example.com:5000', 'invalid mirror: no scheme specified for "example.com:5000"'],
    [
      'ftp://mirror-1.example.com',
      `invalid mirror: unsupported scheme "ftp" in "ftp://mirror-1.example.com": must use either`,
    ],
    ['http://mirror-1.example.com/?q=foo', `${end} "http://mirror-1.example.com/?q=foo"`],
    ['http://mirror-1.example.com/v1/?q=foo', `${end} "http://mirror-1.example.com/v1/?q=foo"`],
    ['http://mirror-1.example.com/v1/?q=foo#frag', end],
    ['http://mirror-1.example.com?q=foo', end],
    ['https://mirror-1.example.com#frag', end],
    ['https://mirror-1.example.com/#frag', end],
    [
      'http://foo:bar@mirror-1.example.com/',
      'invalid mirror: username/password not allowed in URI "http://foo:xxxxx@mirror-1.example.com/"',
    ],
    ['https://mirror-1.example.com/v1/#frag', end],
    ['https://mirror-1.example.com?q', end],
  ])('%s keeps the engine from starting', (entry, text) => {
    const found = mirrorEntry(entry, '29.7.2');
    expect(found.ok ? '' : found.text).toContain(text);
  });

  test.each([
    ['http://m:5000/x', 'invalid mirror: path, query, or fragment at end of the URI "http://m:5000/x"'],
    ['m:5000', 'invalid mirror: unsupported scheme "m" in "m:5000"'],
  ])('an older engine: %s', (entry, text) => {
    expect(mirrorEntry(entry, '20.10.24')).toEqual({ ok: false, text });
  });
});
