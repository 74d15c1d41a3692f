import { describe, expect, test } from 'vitest';
import { type HostOptions, isLocalhost } from '../../../src/clients/containerd/default-host.js';
import { hostsOf } from './a-registry.js';

const SKIP: NonNullable<HostOptions['defaultTls']> = {
  skipVerify: true,
  source: { kind: 'flag', name: '--skip-verify', line: null, says: '' },
};

// Restated from containerd `core/remotes/docker/config/hosts_test.go`: TestHTTPFallback. `falls`: https first, then http.
describe('the scheme of a host that no file names', () => {
  const http: HostOptions = { defaultScheme: 'http', defaultTls: SKIP };
  const https: HostOptions = { defaultScheme: 'https', defaultTls: SKIP };
  test.each<[registry: string, options: HostOptions, expected: 'http' | 'https' | 'falls']>([
    ['localhost:8080', http, 'falls'],
    ['localhost:8080', https, 'https'],
    ['localhost:8080', {}, 'falls'],
    ['localhost:80', {}, 'http'],
    ['localhost:443', {}, 'https'],
    ['localhost:80', http, 'http'],
    ['localhost', http, 'falls'],
    ['localhost', https, 'https'],
    ['localhost', {}, 'https'],
    ['localhost:5000', {}, 'falls'],
    ['example.com', {}, 'https'],
    ['example.com', http, 'falls'],
    ['example.com:5000', http, 'falls'],
    ['example.com:5000', {}, 'https'],
    ['example2.com', { defaultScheme: 'http' }, 'http'],
    ['127.0.0.254:5000', {}, 'falls'],
    ['127.0.0.254', {}, 'https'],
    ['[::1]:5000', {}, 'falls'],
    ['::1', {}, 'https'],
  ])('%s with %j: %s', (registry, options, expected) => {
    const hosts = hostsOf(registry, { options });
    expect(hosts).toHaveLength(1);
    expect(hosts.map(({ scheme, httpFallback }) => (httpFallback === null ? scheme : 'falls'))).toEqual([expected]);
  });
});

// Restated from containerd `core/remotes/docker/config/hosts_test.go`: TestDefaultHosts.
test('Docker Hub is asked under another name', () => {
  expect(hostsOf('docker.io')).toMatchObject([
    {
      scheme: 'https',
      host: 'registry-1.docker.io',
      path: '/v2',
      resolves: true,
      skipVerify: false,
      httpFallback: null,
    },
  ]);
});

// Restated from containerd `core/remotes/docker/registry_test.go`: TestMatchLocalhost.
test.each([
  ['', false],
  ['127.1.1.1', true],
  ['127.0.0.1', true],
  ['127.256.0.1', false],
  ['127.23.34.52', true],
  ['127.0.0.1:5000', true],
  ['registry.org', false],
  ['126.example.com', false],
  ['localhost', true],
  ['localhost:5000', true],
  ['[127:0:0:1]', false],
  ['[::1]', true],
  ['[::1]:', false],
  ['127.0.1.1:', false],
  ['[::1]:5000', true],
  ['::1', true],
])('%j is this machine: %s', (registry, expected) => expect(isLocalhost(registry)).toBe(expected));

describe('loopback through the versions', () => {
  test.each([
    ['1.6.8', 'localhost:5000', 'https', false, false],
    ['1.6.9', 'localhost:5000', 'http', true, false],
    ['1.6.24', 'localhost', 'http', true, false],
    ['1.6.25', 'localhost:5000', 'http', true, true],
    ['1.7.6', '127.0.0.1:443', 'http', true, false],
    ['1.7.7', '127.0.0.1:443', 'https', true, false],
    ['2.3.4', 'localhost:80', 'http', false, false],
    ['2.3.4', 'node.localhost:5000', 'https', false, false],
  ])('%s %s', (version, registry, scheme, skipVerify, falls) => {
    const [host] = hostsOf(registry, { version });
    expect([host?.scheme, host?.skipVerify, host?.httpFallback !== null]).toEqual([scheme, skipVerify, falls]);
  });
});
