import { describe, expect, test } from 'vitest';
import { CRANE } from '../../../src/clients/crane/crane.js';
import { KANIKO } from '../../../src/clients/crane/kaniko.js';
import { challenged, httpFact, tokenFact } from '../../support/facts.js';
import { requests, type World, walkIn } from '../../support/world.js';
import { type AskedOf, configurationOf, planOf, remediesOf } from '../a-client.js';
import { aHost } from '../a-host.js';

const INSECURE = { tlsVerify: false } as const;
const DROPPED: World = { ports: { 443: 'silent', 80: 'http' } };

function crane(world: World, asked: AskedOf = {}) {
  return walkIn(world, planOf(CRANE, asked).root);
}

describe('crane', () => {
  test('is on where the program is', () => {
    expect(CRANE.isOn(aHost({ '/usr/local/bin/crane': '' }))).toBe(true);
    expect(CRANE.isOn(aHost())).toBe(false);
    expect(CRANE.parseVersion('v0.22.1\n')).toBe('0.22.1');
  });

  test('a push asks for push and pull, and opens one upload', () => {
    const realm = 'https://auth.test/token';
    const answers: World['answers'] = ({ url, method }) => {
      if (url.endsWith('/v2/')) return challenged(['bearer', { realm }]);
      if (url.startsWith(realm)) return tokenFact();
      return method === 'POST' ? httpFact(202, { headers: { location: '/v2/app/blobs/uploads/1' } }) : httpFact(204);
    };
    const walk = crane({ ports: { 443: 'https' }, answers }, { operation: 'push' });
    expect(requests(walk)).toEqual([
      'GET https://reg.test/v2/: 401',
      'GET https://auth.test/token: 200',
      'POST https://reg.test/v2/app/blobs/uploads/: 202',
      'DELETE https://reg.test/v2/app/blobs/uploads/1: 204',
    ]);
    expect(JSON.stringify(planOf(CRANE, { operation: 'push' }).root)).toContain('repository:app:push,pull');
  });

  test('auth login asks nobody', () => {
    const walk = crane({ ports: {} }, { operation: 'login', reference: 'reg.test' });
    expect(walk).toMatchObject({ outcome: 'ok', attempts: [] });
  });

  test('the platform of an index is linux/amd64, whatever the machine', () => {
    const host = { platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } };
    expect(JSON.stringify(planOf(CRANE, { host }).root)).toContain('"architecture":"amd64"');
    expect(JSON.stringify(planOf(KANIKO, { host }).root)).toContain('"architecture":"arm64"');
  });

  // go-containerregistry pkg/v1/remote/transport/bearer_test.go: realm validation.
  test.each([
    ['http of a registry asked over https', 'http://auth.test/token', 'reg.test/app:1', /plain http realm/],
    ['link-local', 'https://169.254.169.254/token', 'reg.test/app:1', /private or link-local/],
    ['private', 'https://10.1.2.3/token', 'reg.test/app:1', /private or link-local/],
    ['unique local', 'https://[fd00:ec2::254]/token', 'reg.test/app:1', /private or link-local/],
    ['loopback', 'https://127.0.0.1:8080/token', 'reg.test/app:1', /private or link-local/],
    ['unspecified', 'https://0.0.0.0/token', 'reg.test/app:1', /private or link-local/],
    [
      'the registry’s address at another port',
      'https://10.0.0.7:8443/token',
      '10.0.0.7/app:1',
      /private or link-local/,
    ],
  ])('a realm is refused: %s', (_case, realm, reference, text) => {
    const answers: World['answers'] = ({ url }) =>
      url.endsWith('/v2/') ? challenged(['bearer', { realm }]) : undefined;
    const walk = crane({ ports: { 443: 'https' }, answers }, { reference });
    expect(walk).toMatchObject({ outcome: 'fail', failure: { kind: 'token-missing' } });
    expect(walk.failure?.text).toMatch(text);
  });

  test.each([
    ['the registry itself, a private address', 'https://10.0.0.7/token', '10.0.0.7/app:1', '0.22.1'],
    ['a public address', 'https://8.8.8.8/token', 'reg.test/app:1', '0.22.1'],
    ['any, before 0.21.4', 'https://10.1.2.3/token', 'reg.test/app:1', '0.21.3'],
  ])('a realm is asked: %s', (_case, realm, reference, version) => {
    const answers: World['answers'] = ({ url }) =>
      url.endsWith('/v2/') ? challenged(['bearer', { realm }]) : url.startsWith(realm) ? tokenFact() : undefined;
    expect(crane({ ports: { 443: 'https' }, answers }, { reference, version })).toMatchObject({ outcome: 'ok' });
  });

  test('remedies: the flag, and the system’s certificates', () => {
    expect(remediesOf(CRANE, { kind: 'plain-http', port: null })).toMatchObject([
      { flags: INSECURE, files: [], prose: ['crane pull --insecure reg.test/app:1 image.tar'] },
    ]);
    expect(remediesOf(CRANE, { kind: 'plain-http', port: 5000 })).toEqual([]);
    expect(remediesOf(CRANE, { kind: 'unverified', endpoint: 'reg.test' }, { flags: INSECURE })).toEqual([]);
    expect(remediesOf(CRANE, { kind: 'trust', endpoint: 'reg.test:5000', pem: 'PEM' })).toMatchObject([
      { files: [{ path: '/etc/ssl/certs/regdoctor-reg.test-5000.pem', content: 'PEM' }] },
    ]);
  });

  test('configuration: the file that counts and those it hides', () => {
    const files = { '/root/.docker/config.json': '{}', '/root/.config/containers/auth.json': '{}' };
    expect(configurationOf(CRANE, { files }).places.slice(0, 2)).toMatchObject([
      { path: '/root/.docker/config.json', found: 'read' },
      { path: '/root/.config/containers/auth.json', found: 'ignored' },
    ]);
  });
});

describe('kaniko', () => {
  const kaniko = (world: World, asked: AskedOf = {}) => walkIn(world, planOf(KANIKO, asked).root);

  test('is on where its executor is', () => {
    expect(KANIKO.isOn(aHost({ '/kaniko/executor': '' }))).toBe(true);
    expect(KANIKO.isOn(aHost({ '/kaniko/warmer': '' }))).toBe(false);
    expect(KANIKO.parseVersion('Kaniko version :  v1.24.0\n')).toBe('1.24.0');
  });

  test('its old library takes every .local name for http', () => {
    const walk = kaniko(DROPPED, { reference: 'registry.svc.cluster.local/x:1' });
    expect(walk).toMatchObject({ outcome: 'ok', ms: 300 });
  });

  test('logins come from the image’s directory', () => {
    const files = { '/kaniko/.docker/config.json': '{"auths":{"reg.test":{"auth":"YTpi"}}}' };
    const walk = kaniko({ ports: { 443: 'https' } }, { files });
    expect(walk.attempts.at(-1)?.credentialFrom).toBe('/kaniko/.docker/config.json#/auths/reg.test');
  });

  test('mapped registries come first, the named one last; a push goes where it is told', () => {
    const environment = {
      KANIKO_REGISTRY_MAP: 'gcr.io=other.test;index.docker.io=mirror.test:5000/hub',
      KANIKO_REGISTRY_MIRROR: 'second.test',
    };
    const asked = { host: { environment }, reference: 'alpine:3' };
    const walk = kaniko({ ports: { 443: 'https' } }, asked);
    expect([...new Set(requests(walk).map((line) => line.split(' ')[1]))]).toEqual([
      'https://mirror.test:5000/v2/:',
      'https://second.test/v2/:',
      'https://second.test/v2/library/alpine/manifests/3:',
    ]);
    expect(JSON.stringify(planOf(KANIKO, asked).root)).toContain(
      'https://mirror.test:5000/v2/hub/library/alpine/manifests/3',
    );
    expect(JSON.stringify(planOf(KANIKO, { ...asked, operation: 'push' }).root)).not.toContain('mirror.test');
  });

  test('a certificate is put where the image looks', () => {
    expect(remediesOf(KANIKO, { kind: 'trust', endpoint: 'reg.test', pem: 'PEM' })).toMatchObject([
      { files: [{ path: '/kaniko/ssl/certs/regdoctor-reg.test.pem' }] },
    ]);
    expect(remediesOf(KANIKO, { kind: 'plain-http', port: null })[0]?.prose[0]).toContain(
      '--insecure-registry=reg.test',
    );
  });
});
