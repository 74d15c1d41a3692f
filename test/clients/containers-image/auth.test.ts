import { describe, expect, test } from 'vitest';
import { authFiles } from '../../../src/clients/containers-image/auth/files.js';
import { findCredential } from '../../../src/clients/containers-image/auth/find.js';
import { keyLookupOrder } from '../../../src/clients/containers-image/auth/keys.js';
import { authNearMisses } from '../../../src/clients/containers-image/auth/near-misses.js';
import { secretAt } from '../../../src/clients/containers-image/auth-secret.js';
import { toolFeatures } from '../../../src/clients/containers-image/versions.js';
import type { Host } from '../../../src/host/host.js';
import { aHost } from '../a-host.js';

const AUTH = '/run/containers/0/auth.json';
const DOCKER = '/root/.docker/config.json';

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** `auths` with `user:password` texts under each key. */
function auths(entries: Record<string, string>): string {
  return JSON.stringify({ auths: Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, { auth: base64(value) }])) });
}

function filesOf(host: Host) {
  const files = authFiles(host, toolFeatures('buildah', '1.44.0'), 'pull', null);
  if (!files.ok) throw new Error(files.text);
  return files.files;
}

function look(host: Host, key: string, helpers: readonly string[] = ['containers-auth.json'], countsErrors = false) {
  return findCredential(host, { files: filesOf(host), helpers, helpersSource: null, countsErrors }, key);
}

/** `user:password` that would be sent, the text the program stops with, or null for nobody. */
function sent(host: Host, key: string): string | null {
  const found = look(host, key);
  if (!found.ok) return found.text;
  if (found.credential === null) return null;
  const secret = secretAt(host.files, found.credential.id);
  return secret === null ? 'no such secret' : `${secret.username}:${secret.password}${secret.token === null ? '' : ` ${secret.token}`}`;
}

const FULL = auths({
  'example.org': 'example:org',
  'index.docker.io': 'index:docker.io',
  'docker.io': 'docker:io',
  localhost: 'local:host',
  'localhost:5000': 'local:host-5000',
  '10.10.30.45': '10.10:30.45',
  '10.10.30.45:5000': '10.10:30.45-5000',
  'https://normalize.example.org/v1': 'normalize:example',
});
const ABNORMAL = auths({
  'example.org': 'example:org',
  'https://index.docker.io/v1': 'index:docker.io',
  'https://127.0.0.1:5000': '127.0:0.1-5000',
  'http://localhost': 'local:host',
  'https://localhost:5001': 'local:host-5001',
  'localhost:5000': 'local:host-5000',
});
const PATHS = auths({
  'example.org/repo': 'example:org',
  'example.org': 'local:host',
  'docker.io/vendor': 'first:level',
  'docker.io': 'top:level',
  'docker.io/library/busybox': 'library:busybox',
  'docker.io/library': 'library:other',
});
const IDENTITY = JSON.stringify({ auths: { 'example.org': { auth: base64('0000-0000:'), identitytoken: 'long token' } } });

// containers/image pkg/docker/config/config_test.go: TestGetAuth.
describe.each([AUTH, DOCKER])('credentials out of %s', (path) => {
  test.each([
    ['match one', 'example.org', auths({ 'example.org': 'example:org' }), 'example:org'],
    ['match none', 'registry.example.org', auths({ 'example.org': 'example:org' }), null],
    ['docker.io', 'docker.io', FULL, 'docker:io'],
    ['docker.io normalised', 'docker.io', ABNORMAL, 'index:docker.io'],
    ['a URL as key', 'normalize.example.org', FULL, 'normalize:example'],
    ['localhost', 'localhost', FULL, 'local:host'],
    ['an address', '10.10.30.45:5000', FULL, '10.10:30.45-5000'],
    ['a port', 'localhost:5000', ABNORMAL, 'local:host-5000'],
    ['a port under https://', 'localhost:5001', ABNORMAL, 'local:host-5001'],
    ['an identity token', 'example.org', IDENTITY, '0000-0000: long token'],
    ['an empty object', 'localhost:5000', '{}', null],
    ['a repository below the key', 'example.org/repo/image', PATHS, 'example:org'],
    ['the key itself', 'example.org/repo', PATHS, 'example:org'],
    ['another repository', 'example.org/image', PATHS, 'local:host'],
    ['library repository', 'docker.io/library/busybox', PATHS, 'library:busybox'],
    ['library namespace', 'docker.io/library/notbusybox', PATHS, 'library:other'],
    ['vendor repository', 'docker.io/vendor/product', PATHS, 'first:level'],
    ['vendor namespace', 'docker.io/vendor', PATHS, 'first:level'],
    ['another vendor', 'docker.io/other-vendor/other-product', PATHS, 'top:level'],
    ['a URL with a path', 'reg:5000/x', auths({ 'https://reg:5000/v2/': 'a:b' }), 'a:b'],
    ['a bare trailing slash', 'reg:5000/x', auths({ 'reg:5000/': 'a:b' }), null],
    ['the port missing', 'reg:5000/x', auths({ reg: 'a:b' }), null],
    ['a marker of Docker', 'reg/x', JSON.stringify({ auths: { reg: {} }, credsStore: 'desktop' }), null],
    ['user name and password fields', 'reg/x', JSON.stringify({ auths: { reg: { username: 'a', password: 'b' } } }), null],
    ['a line break at the end of the password', 'reg/x', auths({ reg: 'a:b\n' }), 'a:b\n'],
    ['auth without a colon', 'reg/x', auths({ reg: 'token' }), null],
    ['keys of the file in another case', 'reg/x', JSON.stringify({ Auths: { reg: { AUTH: base64('a:b') } } }), 'a:b'],
    ['a key that is a property of objects', 'constructor/x', auths({ reg: 'a:b' }), null],
    ['bad base64 in another entry', 'reg/x', JSON.stringify({ auths: { other: { auth: '!' }, reg: { auth: base64('a:b') } } }), 'a:b'],
    ['bad base64', 'reg/x', JSON.stringify({ auths: { reg: { auth: 'YTpi!' } } }), 'illegal base64 data at input byte 4'],
    ['an empty file', 'reg/x', '', `reading JSON file "${path}": unmarshaling JSON at "${path}": unexpected end of JSON input`],
    ['a wrong type', 'reg/x', '{"auths": []}', `reading JSON file "${path}": unmarshaling JSON at "${path}": json: cannot unmarshal array into Go struct field dockerConfigFile.auths of type map[string]config.dockerAuthConfig`],
  ])('%s', (_, key, text, expected) => {
    expect(sent(aHost({ [path]: text }), key)).toBe(expected);
  });
});

// containers/image pkg/docker/config/config_test.go: TestGetAuthFromLegacyFile, TestGetAuthPreferNewConfig.
describe('the old .dockercfg', () => {
  const legacy = JSON.stringify({
    'http://index.docker.io/v1': { auth: base64('docker:io-legacy') },
    'https://localhost/v1': { auth: base64('local:host-legacy') },
  });

  test.each([
    ['localhost', 'local:host-legacy'],
    ['docker.io', 'docker:io-legacy'],
  ])('%s', (key, expected) => {
    expect(sent(aHost({ '/root/.dockercfg': legacy }), key)).toBe(expected);
  });

  test('config.json comes first', () => {
    expect(sent(aHost({ [DOCKER]: FULL, '/root/.dockercfg': legacy }), 'docker.io')).toBe('docker:io');
  });
});

// containers/image pkg/docker/config/config_test.go: TestAuthKeyLookupOrder.
test.each([
  ['quay.io/image', ['quay.io/image', 'quay.io']],
  ['quay.io/user/image', ['quay.io/user/image', 'quay.io/user', 'quay.io']],
  ['docker.io/library/busybox', ['docker.io/library/busybox', 'docker.io/library', 'docker.io']],
])('keys asked for %s', (key, expected) => {
  expect(keyLookupOrder(key, false)).toEqual(expected);
  expect(keyLookupOrder(key, true)).toEqual(expected.slice(-1));
});

describe('which files are read', () => {
  const DEFAULTS = [AUTH, '/root/.config/containers/auth.json', DOCKER, '/root/.dockercfg'];

  test.each([
    ['buildah', '1.44.0', {}, DEFAULTS],
    ['buildah', '1.44.0', { XDG_RUNTIME_DIR: '/run/user/0' }, ['/run/user/0/containers/auth.json', ...DEFAULTS.slice(1)]],
    ['buildah', '1.44.0', { XDG_RUNTIME_DIR: '/nope' }, DEFAULTS.slice(1)],
    ['buildah', '1.44.0', { XDG_CONFIG_HOME: '/c' }, [AUTH, '/c/containers/auth.json', ...DEFAULTS.slice(2)]],
    ['buildah', '1.44.0', { DOCKER_CONFIG: '/d' }, ['/d/config.json']],
    ['skopeo', '1.22.2', { DOCKER_CONFIG: '/d' }, [AUTH, '/root/.config/containers/auth.json', '/d/config.json', '/root/.dockercfg']],
    ['skopeo', '1.22.2', { REGISTRY_AUTH_FILE: '/nope.json' }, ['/nope.json']],
    ['buildah', '1.28.2', { REGISTRY_AUTH_FILE: '/nope.json' }, 'checking authfile: stat /nope.json: no such file or directory'],
    ['podman', '4.3.1', { REGISTRY_AUTH_FILE: '/nope.json' }, 'stat /nope.json: no such file or directory'],
    ['podman', '5.8.2', { REGISTRY_AUTH_FILE: '/nope.json' }, ['/nope.json']],
    ['buildah', '1.44.0', { REGISTRY_AUTH_FILE: '/nope.json' }, 'credential file is not accessible: faccessat /nope.json: no such file or directory'],
    ['cri-o', '1.36.0', { REGISTRY_AUTH_FILE: '/nope.json' }, DEFAULTS],
  ] as const)('%s %s with %j', (tool, version, environment, expected) => {
    const host = aHost({ '/d/config.json': '{}' }, { environment, directories: ['/run/user/0'] });
    const found = authFiles(host, toolFeatures(tool, version), 'pull', null);
    expect(found.ok ? found.files.map(({ path }) => path) : found.text).toEqual(expected);
  });
});

describe('helpers', () => {
  const config = JSON.stringify({ credHelpers: { reg: 'vault' }, auths: { reg: { auth: base64('a:b') } } });

  test('a missing program stops the client, the entry beside it doesn’t count', () => {
    expect(look(aHost({ [AUTH]: config }), 'reg/x')).toMatchObject({
      failure: 'credential-missing',
      text: 'error getting credentials - err: exec: "docker-credential-vault": executable file not found in $PATH, out: ``',
    });
  });

  test('one that is there is named, not asked', () => {
    const host = aHost({ [AUTH]: config, '/usr/bin/docker-credential-vault': '' });
    expect(look(host, 'reg/x')).toMatchObject({ ok: true, credential: { id: 'helper:vault#reg', matchedKey: 'reg' } });
  });

  test('a failing helper does no harm where the files have an answer', () => {
    const host = aHost({ [AUTH]: auths({ reg: 'a:b' }) });
    expect(look(host, 'reg/x', ['absent', 'containers-auth.json'])).toMatchObject({ credential: { id: `${AUTH}#/auths/reg` } });
    expect(look(host, 'other/x', ['absent', 'containers-auth.json'], true)).toMatchObject({
      text: expect.stringMatching(/^1 error occurred: \* error getting credentials/),
    });
  });
});

describe('near misses', () => {
  const told = (host: Host, key: string, logical: string | null = null) => authNearMisses(host, filesOf(host), key, logical);

  test.each([
    ['reg', 'reg:5000/x', 'the credentials under reg are not used for reg:5000/x: the port of reg:5000 is missing'],
    ['reg:5001', 'reg:5000/x', 'the credentials under reg:5001 are not used for reg:5000/x: its port is not that of reg:5000'],
    ['reg:5000/', 'reg:5000/x', 'the credentials under reg:5000/ are not used for reg:5000/x: a trailing slash without https:// in front makes it another key'],
    ['reg/team', 'reg/x', 'the credentials under reg/team are not used for reg/x: it is the key of another repository than reg/x'],
    ['Reg.Test', 'reg.test/x', 'the credentials under Reg.Test are not used for reg.test/x: keys are compared in upper and lower case'],
  ])('a key %s for %s', (key, wanted, text) => {
    const found = told(aHost({ [AUTH]: auths({ [key]: 'a:b' }) }), wanted);
    expect(found).toMatchObject([{ code: 'auth-near-miss', meant: 'credentials', text, source: { name: AUTH, line: 1 } }]);
    expect(found[0]?.edits?.[0]?.pointer).toBe(`/auths/${wanted.split('/')[0]}`);
  });

  test('a key for the name before it was rewritten', () => {
    expect(told(aHost({ [AUTH]: auths({ logical: 'a:b' }) }), 'mirror:80/x', 'logical')[0]?.text).toContain('keys follow the rewritten name');
  });

  test.each([
    [{ auths: { reg: {} }, credsStore: 'desktop' }, 'Docker keeps the secret in the store desktop'],
    [{ auths: { reg: { username: 'u', password: 'p' } } }, 'username and password do not count, only auth does'],
    [{ credsStore: 'desktop' }, 'this client does not read credsStore'],
    [{ auths: { reg: { auth: base64('token') } } }, 'auth is not base64 of user:password'],
  ])('%j', (config, text) => {
    expect(told(aHost({ [DOCKER]: JSON.stringify(config) }), 'reg/x').map((each) => each.text)).toEqual([expect.stringContaining(text)]);
  });

  test('a file that DOCKER_CONFIG keeps from being read', () => {
    const host = aHost({ [AUTH]: auths({ reg: 'a:b' }), '/d/config.json': '{}' }, { environment: { DOCKER_CONFIG: '/d' } });
    expect(told(host, 'reg/x')).toMatchObject([{ source: { name: AUTH }, text: expect.stringContaining('does not read that file') }]);
  });

  test('nothing is said of other registries, and no secret is in any of it', () => {
    const host = aHost({ [AUTH]: auths({ other: 'user:hunter2', reg: 'user:hunter2' }) });
    expect(told(host, 'third/x')).toEqual([]);
    expect(JSON.stringify(told(host, 'reg:5000/x'))).not.toMatch(/hunter2|dXNlcjpodW50ZXIy/);
  });
});

test.each(['', 'flag:--creds', 'helper:vault#reg', '/nope.json#/auths/reg', `${AUTH}#/auths/other`])('no secret is under %s', (id) => {
  expect(secretAt(aHost({ [AUTH]: auths({ reg: 'a:b' }) }).files, id)).toBeNull();
});
