import { describe, expect, test } from 'vitest';
import { mirrorHost } from '../../../src/clients/docker/containerd-store.js';
import { dockerCredential, dockerLogin } from '../../../src/clients/docker-credential.js';
import { aHost } from '../a-host.js';

const SOURCE = { kind: 'default', name: 'x', line: null, says: '' } as const;
const HUB = {
  scheme: 'https',
  host: 'registry-1.docker.io',
  path: '/v2',
  resolves: true,
  skipVerify: false,
  authorities: [],
  clientCertificate: null,
  httpFallback: null,
  sources: [],
} as const;

// Restates moby `daemon/hosts_test.go`: TestMirrorsToHosts.
describe('mirrors of the containerd store', () => {
  test.each([
    ['https://localhost:5000', 'https', 'localhost:5000', '/v2'],
    ['http://localhost:5000', 'http', 'localhost:5000', '/v2'],
    ['http://localhost:5000/v2', 'http', 'localhost:5000', '/v2'],
    ['localhost:5000', 'https', 'localhost:5000', '/v2'],
    ['localhost:5000/trailingslash/', 'https', 'localhost:5000', '/trailingslash/v2'],
    ['localhost:5000/2trailingslash//', 'https', 'localhost:5000', '/2trailingslash/v2'],
    ['localhost:5000/v2/', 'https', 'localhost:5000', '/v2'],
    ['localhost:5000/base', 'https', 'localhost:5000', '/base/v2'],
    ['localhost:5000/v2/base', 'https', 'localhost:5000', '/v2/base/v2'],
  ])('%s', (mirror, scheme, host, path) => {
    expect(mirrorHost(mirror, HUB, SOURCE)).toMatchObject({ scheme, host, path, pushes: false });
  });
});

const CONFIG = '/root/.docker/config.json';
const auth = Buffer.from('user:pass').toString('base64');
const withConfig = (config: object, programs: readonly string[] = []) =>
  aHost({ [CONFIG]: JSON.stringify(config), ...Object.fromEntries(programs.map((name) => [`/usr/bin/${name}`, ''])) });

describe('the login of the CLI', () => {
  // Restates moby `daemon/pkg/registry/auth_test.go`: TestResolveAuthConfigFullURL, TestResolveAuthConfigIndexServer.
  test.each(
    ['registry.example.com', 'localhost:8000', 'example.com'].flatMap((registry) =>
      [`https://${registry}/v1/`, `http://${registry}/v1/`, registry, `${registry}/v1/`].map((key) => [registry, key]),
    ),
  )('%s under %s', (registry, key) => {
    const auths = { 'https://index.docker.io/v1/': { auth }, [key]: { auth } };
    expect(dockerCredential(withConfig({ auths }), CONFIG, [registry])?.matchedKey).toBe(key);
    expect(dockerCredential(withConfig({ auths: { testIndex: { auth } } }), CONFIG, [registry])).toBeNull();
  });

  test('a user name and password in plain, and an identity token alone', () => {
    const auths = { 'a:1': { username: 'u', password: 'p' }, 'b:1': { identitytoken: 't' } };
    expect(dockerCredential(withConfig({ auths }), CONFIG, ['a:1'])?.kind).toBe('basic');
    expect(dockerCredential(withConfig({ auths }), CONFIG, ['b:1'])?.kind).toBe('identity-token');
  });

  const store = { credsStore: 'desktop', auths: { 'reg:5000': {} } };
  test.each([
    [store, ['docker-credential-desktop'], 'reg:5000', 'helper docker-credential-desktop reg:5000'],
    // A store that the CLI fills leaves a mark for each registry.
    [store, ['docker-credential-desktop'], 'other:5000', undefined],
    [
      { credsStore: 'ecr-login' },
      ['docker-credential-ecr-login'],
      'other:5000',
      'helper docker-credential-ecr-login other:5000',
    ],
    [
      { credHelpers: { 'reg:5000': 'x' }, credsStore: 'desktop' },
      ['docker-credential-x'],
      'reg:5000',
      'helper docker-credential-x reg:5000',
    ],
    // With a store the entries of the file don't count.
    [
      { credsStore: 'desktop', auths: { 'reg:5000': { auth } } },
      ['docker-credential-desktop'],
      'reg:5000',
      'helper docker-credential-desktop reg:5000',
    ],
    [store, [], 'reg:5000', 'helper docker-credential-desktop reg:5000'],
  ])('%j with %j for %s: %s', (config, programs, registry, id) => {
    expect(dockerLogin(withConfig(config, programs), CONFIG, registry, 'entry').credential?.id).toBe(id);
  });
});
