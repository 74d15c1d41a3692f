import { describe, expect, test } from 'vitest';
import { CRANE } from '../../../src/clients/crane/crane.js';
import { mayBeHttp } from '../../../src/clients/crane/scheme.js';
import { challenged, httpFact, tokenFact } from '../../support/facts.js';
import { requests, type World, walkIn } from '../../support/world.js';
import { type AskedOf, planOf } from '../a-client.js';

const REFERENCE = 'registry.svc.cluster.local/x:1';
const DROPPED: World = { ports: { 443: 'silent', 80: 'http' } };
const INSECURE = { tlsVerify: false } as const;

function walked(world: World, asked: AskedOf = {}) {
  return walkIn(world, planOf(CRANE, { version: '0.21.8', reference: REFERENCE, ...asked }).root);
}

// 443 dropped, 80 serving.
describe('a registry on port 80 only', () => {
  test('--insecure: http wins after 300 ms', () => {
    const walk = walked(DROPPED, { flags: INSECURE });
    expect(walk).toMatchObject({ outcome: 'ok', ms: 300 });
    expect(requests(walk)).toEqual([
      'GET https://registry.svc.cluster.local/v2/ (unverified): tcp-timeout',
      'GET http://registry.svc.cluster.local/v2/: 200',
      'GET http://registry.svc.cluster.local/v2/x/manifests/1: 200',
    ]);
  });

  test('nothing given, up to 0.21.5: .local may be http', () => {
    expect(walked(DROPPED, { version: '0.21.5' })).toMatchObject({ outcome: 'ok', ms: 300 });
  });

  test('nothing given, from 0.21.6 on: https, 30 s', () => {
    const walk = walked(DROPPED, { version: '0.21.6' });
    expect(walk).toMatchObject({ outcome: 'fail', ms: 30_000, failure: { kind: 'tcp-timeout' } });
    expect(requests(walk)).toHaveLength(1);
  });

  test('443 refused: http at once', () => {
    expect(walked({ ports: { 80: 'http' } }, { flags: INSECURE })).toMatchObject({ outcome: 'ok', ms: 0 });
  });

  test('neither answers: both errors', () => {
    const walk = walked({ ports: { 443: 'silent' } }, { flags: INSECURE });
    expect(walk).toMatchObject({ outcome: 'fail', ms: 30_000 });
    expect(walk.failure?.text).toContain('i/o timeout; dial tcp 10.0.0.7:80: connect: connection refused');
  });

  test('a slow https loses to anything that answers on port 80', () => {
    const answers: World['answers'] = ({ url }) => (url.startsWith('https:') ? httpFact(200, { ms: 900 }) : undefined);
    const walk = walked({ ports: { 443: 'https', 80: 'http' }, answers }, { flags: INSECURE });
    expect(requests(walk).at(-1)).toBe('GET http://registry.svc.cluster.local/v2/x/manifests/1: 200');
  });
});

// go-containerregistry pkg/name/registry_test.go: TestRegistryScheme, TestIsRFC1918; restated.
describe('which registries may be http', () => {
  test.each([
    ['localhost:5000', true],
    ['localhost', false],
    ['reg.localhost', true],
    ['reg.localhost:5000', true],
    ['127.0.0.1', true],
    ['127.0.0.1:5000', true],
    ['127.0.0.2:5000', false],
    ['[::1]:5000', true],
    ['10.1.2.3:5000', true],
    ['172.16.0.1', true],
    ['172.32.0.1', false],
    ['192.168.1.1:80', true],
    ['8.8.8.8', false],
    ['reg.local:5000', false],
    ['reg.test', false],
    ['foo.svc.local:1234', false],
    ['127.0.0.1.evil.com', false],
    ['my127.0.0.1registry.io', false],
    ['localhost:8080', true],
    ['gcr.io', false],
    ['index.docker.io', false],
    ['::1', true],
    ['[2001:db8::1]:5000', false],
    ['10.2.3.4:5000', true],
    ['172.16.5.6:5000', true],
    ['172.31.255.255', true],
    ['192.168.3.3', true],
    ['11.0.0.1', false],
  ])('%s: %s', (registry, expected) => {
    expect(mayBeHttp(registry, '0.21.8')).toBe(expected);
  });

  test('.local with a port, before 0.21.6', () => {
    expect(mayBeHttp('reg.local:5000', '0.20.4')).toBe(true);
  });
});

// go-containerregistry `pkg/v1/remote/transport/retry.go`.
describe('asked again', () => {
  test.each([
    ['503', '0.21.8', 503, 4000],
    ['429 from 0.21.6 on', '0.21.6', 429, 4000],
    ['429 before', '0.21.5', 429, 0],
    ['404', '0.21.8', 404, 0],
  ])('%s', (_case, version, status, ms) => {
    const walk = walked(
      { ports: { 443: 'https' }, answers: () => httpFact(status, { ms: 0 }) },
      { version, reference: 'reg.test/x:1' },
    );
    expect(walk).toMatchObject({ outcome: 'fail', ms });
  });

  test.each([
    ['a handshake that times out: 3 × 10 + 4 s', 'mute', 34_000],
    ['a handshake that is hung up on', 'hangs-up', 4000],
    ['a dropped connect', 'silent', 30_000],
    ['a refused one', 'refused', 0],
  ] as const)('%s', (_case, port, ms) => {
    expect(walked({ ports: { 443: port } }, { reference: 'reg.test/x:1' })).toMatchObject({ outcome: 'fail', ms });
  });
});

describe('credentials', () => {
  const auth = Buffer.from('user:pass').toString('base64');
  const files = { '/root/.docker/config.json': JSON.stringify({ auths: { 'reg.test': { auth } } }) };
  const asked = { reference: 'reg.test/x:1', files };

  test('Basic is sent though nobody asked for it', () => {
    const walk = walked({ ports: { 443: 'https' } }, asked);
    expect(walk.attempts.at(-1)?.credentialFrom).toBe('/root/.docker/config.json#/auths/reg.test');
  });

  test('Bearer: a token first', () => {
    const realm = 'https://auth.test/token';
    const answers: World['answers'] = ({ url }) =>
      url.endsWith('/v2/') ? challenged(['bearer', { realm }]) : url.startsWith(realm) ? tokenFact() : undefined;
    expect(requests(walked({ ports: { 443: 'https' }, answers }, asked)).map((line) => line.split(' ')[1])).toEqual([
      'https://reg.test/v2/:',
      'https://auth.test/token:',
      'https://reg.test/v2/x/manifests/1:',
    ]);
  });

  test('over http they are withheld unless told otherwise', () => {
    const walk = walked(DROPPED, {
      flags: INSECURE,
      files: { '/root/.docker/config.json': JSON.stringify({ auths: { 'registry.svc.cluster.local': { auth } } }) },
    });
    expect(walk.outcome).toBe('unknown');
    expect(walk.unknowns[0]?.needed).toBe('--allow-insecure-auth');
  });

  test('docker’s file hides podman’s', () => {
    const podman = { '/auth.json': JSON.stringify({ auths: { 'reg.test': { auth } } }) };
    const host = { environment: { REGISTRY_AUTH_FILE: '/auth.json' } };
    const credential = (more: Record<string, string>) =>
      walked(
        { ports: { 443: 'https' } },
        { reference: 'reg.test/x:1', files: { ...podman, ...more }, host },
      ).attempts.at(-1)?.credentialFrom;
    expect(credential({})).toBe('/auth.json#/auths/reg.test');
    expect(credential({ '/root/.docker/config.json': '{}' })).toBeNull();
  });
});
