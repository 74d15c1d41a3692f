import { describe, expect, test } from 'vitest';
import { keychainCredential, keychainNearMisses } from '../../../src/clients/crane/keychain.js';
import { aHost } from '../a-host.js';

const HOME = '/root/.docker/config.json';
const CONFIG = '/cfg/config.json';

function auths(entries: Record<string, string>): string {
  return JSON.stringify({
    auths: Object.fromEntries(
      Object.entries(entries).map(([key, pair]) => [key, { auth: Buffer.from(pair).toString('base64') }]),
    ),
  });
}

function resolve(
  files: Record<string, string>,
  environment: Record<string, string> = {},
  target = 'test.io/my-repo',
  version = '0.22.1',
  more = {},
): string {
  const [registry = '', ...path] = target.split('/');
  const found = keychainCredential(aHost(files, { environment, ...more }), version, registry, path.join('/'));
  if (!found.ok) return `${found.failure}: ${found.text}`;
  return found.credential?.id ?? 'anonymous';
}

// go-containerregistry pkg/authn/keychain_test.go: TestNoConfig, TestPodmanConfig*, TestConfigFileIsADir.
describe('which file is read', () => {
  const runtime = { XDG_RUNTIME_DIR: '/run/user/0', XDG_CONFIG_HOME: '/xdg' };
  const podman = {
    '/run/user/0/containers/auth.json': auths({ 'test.io': 'r:1' }),
    '/xdg/containers/auth.json': auths({ 'test.io': 'x:1' }),
  };
  const named = { '/named.json': auths({ 'test.io': 'n:1' }) };
  test.each([
    ['none', {}, { DOCKER_CONFIG: '/cfg' }, 'anonymous'],
    [
      'the runtime directory before the configuration home',
      podman,
      runtime,
      '/run/user/0/containers/auth.json#/auths/test.io',
    ],
    [
      'REGISTRY_AUTH_FILE before both',
      { ...podman, ...named },
      { ...runtime, REGISTRY_AUTH_FILE: '/named.json' },
      '/named.json#/auths/test.io',
    ],
    [
      'docker’s before podman’s',
      { ...podman, ...named, [HOME]: auths({ 'test.io': 'h:1' }) },
      { ...runtime, REGISTRY_AUTH_FILE: '/named.json' },
      `${HOME}#/auths/test.io`,
    ],
    [
      'DOCKER_CONFIG before the home directory',
      { ...podman, [HOME]: auths({ 'test.io': 'h:1' }), [CONFIG]: auths({ 'test.io': 'c:1' }) },
      { ...runtime, DOCKER_CONFIG: '/cfg' },
      `${CONFIG}#/auths/test.io`,
    ],
    [
      'the configuration home alone',
      { '/xdg/containers/auth.json': auths({ 'test.io': 'x:1' }) },
      { XDG_CONFIG_HOME: '/xdg' },
      '/xdg/containers/auth.json#/auths/test.io',
    ],
    [
      'the home directory’s',
      { '/root/.config/containers/auth.json': auths({ 'test.io': 'x:1' }) },
      {},
      '/root/.config/containers/auth.json#/auths/test.io',
    ],
    [
      'a file at home makes DOCKER_CONFIG count though it is missing',
      { ...podman, [HOME]: auths({ 'test.io': 'h:1' }) },
      { ...runtime, DOCKER_CONFIG: '/nope' },
      'anonymous',
    ],
  ])('%s', (_case, files, environment, expected) => {
    expect(resolve(files as Record<string, string>, environment as Record<string, string>)).toBe(expected);
  });

  test('a directory in place of the file is no file', () => {
    expect(resolve({}, { DOCKER_CONFIG: '/cfg' }, undefined, undefined, { directories: [CONFIG] })).toBe('anonymous');
  });

  test('before 0.21.8 the configuration home is not looked at', () => {
    expect(
      resolve({ '/root/.config/containers/auth.json': auths({ 'test.io': 'x:1' }) }, {}, undefined, '0.21.7'),
    ).toBe('anonymous');
  });
});

// go-containerregistry pkg/authn/keychain_test.go: TestVariousPaths.
describe('what a file gives', () => {
  test.each([
    ['no JSON', '}{', 'test.io/', /^config: /],
    [
      'a store that is not there',
      '{"credsStore":"#definitely-does-not-exist"}',
      'test.io/',
      /^helper docker-credential-#definitely-does-not-exist test\.io\/$/,
    ],
    ['the registry', auths({ 'test.io': 'foo:bar' }), 'test.io/', /auths\/test\.io$/],
    [
      'Docker Hub',
      auths({ 'https://index.docker.io/v1/': 'foo:bar' }),
      'index.docker.io/library/x',
      /auths\/https:\/\/index\.docker\.io\/v1\/$/,
    ],
    ['a URL with /v1/', auths({ 'http://test.io/v1/': 'baz:quux' }), 'test.io/', /auths\/http:\/\/test\.io\/v1\/$/],
    ['a URL with /v2/', auths({ 'http://test.io/v2/': 'baz:quux' }), 'test.io/', /auths\/http:\/\/test\.io\/v2\/$/],
    [
      'the repository before the registry',
      auths({ 'test.io/my-repo': 'foo:bar', 'test.io/another-repo': 'bar:baz', 'test.io': 'baz:quux' }),
      'test.io/my-repo',
      /auths\/test\.io\/my-repo$/,
    ],
    [
      'another repository and an empty entry',
      JSON.stringify({ auths: { 'test.io/another-repo': { auth: 'YmFyOmJheg==' }, 'test.io': {} } }),
      'test.io/my-repo',
      /^anonymous$/,
    ],
    [
      'name and password in fields of their own',
      JSON.stringify({ auths: { 'test.io': { username: 'u', password: 'p' } } }),
      'test.io/',
      /^configured:/,
    ],
    [
      'one bad entry spoils the file',
      JSON.stringify({ auths: { 'test.io': { auth: 'YTpi' }, other: { auth: '!!' } } }),
      'test.io/',
      /^config: .*illegal base64/,
    ],
    [
      'a helper of the registry whose program is missing',
      '{"credHelpers":{"test.io":"gcloud"}}',
      'test.io/x',
      /^helper docker-credential-gcloud test\.io$/,
    ],
    ['a helper of another registry', '{"credHelpers":{"gcr.io":"gcloud"}}', 'test.io/x', /^anonymous$/],
  ])('%s', (_case, text, target, expected) => {
    expect(resolve({ [CONFIG]: text }, { DOCKER_CONFIG: '/cfg' }, target)).toMatch(expected);
  });

  test('a helper that is there is asked', () => {
    const files = { [HOME]: '{"credHelpers":{"test.io":"gcloud"}}', '/usr/bin/docker-credential-gcloud': '' };
    expect(resolve(files, {}, 'test.io/x')).toBe('helper docker-credential-gcloud test.io');
  });
});

test('near misses: another port, and a file that docker’s hides', () => {
  const files = {
    [HOME]: auths({ 'reg.test': 'a:secret' }),
    '/root/.config/containers/auth.json': auths({ 'reg.test:5000': 'b:secret' }),
  };
  const found = keychainNearMisses(aHost(files), '0.22.1', 'reg.test:5000', 'x');
  expect(found).toMatchObject([
    {
      code: 'auth-near-miss',
      source: { name: HOME },
      edits: [{ path: HOME, pointer: '/auths/reg.test:5000', from: '/auths/reg.test' }],
    },
    { code: 'auth-near-miss', source: { name: '/root/.config/containers/auth.json' } },
  ]);
  expect(JSON.stringify(found)).not.toContain('secret');
});
