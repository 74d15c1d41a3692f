import { describe, expect, test } from 'vitest';
import { findCredential } from '../../../src/clients/containers-image/auth/find.js';
import { keyLookupOrder } from '../../../src/clients/containers-image/auth/keys.js';
import { secretAt } from '../../../src/clients/containers-image/auth-secret.js';
import type { Host } from '../../../src/host/host.js';
import { aHost } from '../a-host.js';
import { AUTH, auths, base64, DOCKER, filesOf } from './auth-fixtures.js';

function look(host: Host, key: string, helpers: readonly string[] = ['containers-auth.json'], countsErrors = false) {
  return findCredential(host, { files: filesOf(host), helpers, helpersSource: null, countsErrors }, key);
}

/** `user:password` that would be sent, the text the program stops with, or null for nobody. */
function sent(host: Host, key: string): string | null {
  const found = look(host, key);
  if (!found.ok) return found.text;
  if (found.credential === null) return null;
  const secret = secretAt(host.files, found.credential.id);
  return secret === null
    ? 'no such secret'
    : `${secret.username}:${secret.password}${secret.token === null ? '' : ` ${secret.token}`}`;
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
const IDENTITY = JSON.stringify({
  auths: { 'example.org': { auth: base64('0000-0000:'), identitytoken: 'long token' } },
});

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
    [
      'user name and password fields',
      'reg/x',
      JSON.stringify({ auths: { reg: { username: 'a', password: 'b' } } }),
      null,
    ],
    ['a line break at the end of the password', 'reg/x', auths({ reg: 'a:b\n' }), 'a:b\n'],
    ['auth without a colon', 'reg/x', auths({ reg: 'token' }), null],
    ['keys of the file in another case', 'reg/x', JSON.stringify({ Auths: { reg: { AUTH: base64('a:b') } } }), 'a:b'],
    ['a key that is a property of objects', 'constructor/x', auths({ reg: 'a:b' }), null],
    [
      'bad base64 in another entry',
      'reg/x',
      JSON.stringify({ auths: { other: { auth: '!' }, reg: { auth: base64('a:b') } } }),
      'a:b',
    ],
    [
      'bad base64',
      'reg/x',
      JSON.stringify({ auths: { reg: { auth: 'YTpi!' } } }),
      'illegal base64 data at input byte 4',
    ],
    [
      'an empty file',
      'reg/x',
      '',
      `reading JSON file "${path}": unmarshaling JSON at "${path}": unexpected end of JSON input`,
    ],
    [
      'a wrong type',
      'reg/x',
      '{"auths": []}',
      `reading JSON file "${path}": unmarshaling JSON at "${path}": json: cannot unmarshal array into Go struct field dockerConfigFile.auths of type map[string]config.dockerAuthConfig`,
    ],
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

test.each(['', 'flag:--creds', 'helper docker-credential-vault reg', '/nope.json#/auths/reg', `${AUTH}#/auths/other`])(
  'no secret is under %s',
  (id) => {
    expect(secretAt(aHost({ [AUTH]: auths({ reg: 'a:b' }) }).files, id)).toBeNull();
  },
);
