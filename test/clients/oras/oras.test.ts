import { describe, expect, test } from 'vitest';
import { ORAS, schemeFor } from '../../../src/clients/oras/oras.js';
import { parseOrasReference } from '../../../src/clients/oras/reference.js';
import { challenged, httpFact, tokenFact } from '../../support/facts.js';
import { requests, type World, walkIn } from '../../support/world.js';
import { type AskedOf, configurationOf, NO_FLAGS, planOf, remediesOf } from '../a-client.js';
import { aHost } from '../a-host.js';

const PEM = '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n';
const SHA = `sha256:${'9'.repeat(64)}`;
const HOME = '/root/.docker/config.json';

function oras(world: World, asked: AskedOf = {}) {
  return walkIn(world, planOf(ORAS, asked).root);
}

// oras cmd/oras/internal/option/remote_test.go: TestRemote_isPlainHttp_localhost and its neighbours, restated with the real rule.
describe('the one scheme oras uses', () => {
  test.each([
    ['localhost', {}, 'http'],
    ['localhost:5000', {}, 'http'],
    ['localhost:', {}, 'http'],
    ['127.0.0.1:5000', {}, 'https'],
    ['[::1]:5000', {}, 'https'],
    ['10.0.0.1:5000', {}, 'https'],
    ['reg.localhost', {}, 'https'],
    ['localhost.test', {}, 'https'],
    ['registry.svc.cluster.local', {}, 'https'],
    ['localhost:5000', { plainHttp: false }, 'https'],
    ['reg.test', { plainHttp: true }, 'http'],
    ['reg.test', { tlsVerify: false }, 'https'],
  ])('%s %j: %s', (registry, flags, scheme) => {
    expect(schemeFor(registry, { ...NO_FLAGS, ...flags }).scheme).toBe(scheme);
  });
});

// oras-go registry/reference_test.go: TestParseReferenceGoodies (forms A to D) and Uglies, TestReference_Host.
describe('references as oras-go takes them', () => {
  test.each([
    ['localhost:5000/hello-world', 'localhost:5000 hello-world '],
    ['localhost:5000/hello-world:v1', 'localhost:5000 hello-world v1'],
    [`127.0.0.1:5000/hello-world@${SHA}`, `127.0.0.1:5000 hello-world ${SHA}`],
    [`registry.example.com/hello-world:v2@${SHA}`, `registry.example.com hello-world ${SHA}`],
    [`registry.example.com/hello-world:!bad!@${SHA}`, `registry.example.com hello-world ${SHA}`],
    ['[::1]:5000/hello/world:1', '[::1]:5000 hello/world 1'],
    ['registry/x', 'registry x '],
    ['docker.io/x', 'docker.io x '],
    ['registry.example.com/x:', 'registry.example.com x '],
  ])('%s', (text, expected) => {
    const result = parseOrasReference(text);
    const { registry, repository, tag, digest } = result.ok
      ? result.reference
      : { registry: '', repository: '', tag: result.error, digest: null };
    expect(`${registry} ${repository} ${digest ?? tag ?? ''}`).toBe(expected);
  });

  test.each([
    ['no repository', 'localhost'],
    ['no registry', '/hello'],
    ['a scheme', 'https://localhost/hello'],
    ['upper case', 'localhost/UPPERCASE/test'],
    ['a query', 'localhost?v1/hello'],
    ['an empty part', 'localhost/a//b'],
    ['a bad tag', 'localhost/hello:v1!'],
    ['a short digest', 'localhost/hello@sha256:99'],
    ['a long tag', `localhost/hello:${'t'.repeat(129)}`],
  ])('refused: %s', (_case, text) => {
    expect(parseOrasReference(text)).toMatchObject({ ok: false, error: expect.stringMatching(/^invalid reference: /) });
  });

  test('Docker Hub goes by the name it is asked under, and by docker’s key', () => {
    const files = { [HOME]: '{"auths":{"https://index.docker.io/v1/":{"auth":"YTpi"}}}' };
    const plan = planOf(ORAS, { reference: 'docker.io/library/x:1', files });
    expect(JSON.stringify(plan.root)).toContain('https://registry-1.docker.io/v2/library/x/manifests/1');
    expect(plan.sources).toMatchObject([{ name: HOME }]);
  });
});

describe('what a pull costs', () => {
  test.each([
    ['a dropped port: six tries of 30 s and 6.75 s of waits', { 443: 'silent' }, 186_750],
    ['a mute one: six handshakes of 10 s', { 443: 'mute' }, 66_750],
    ['a refused one', {}, 0],
    ['plain HTTP on the port', { 443: 'http' }, 0],
    ['a certificate nobody knows', { 443: 'untrusted' }, 0],
  ] as const)('%s', (_case, ports, ms) => {
    expect(oras({ ports })).toMatchObject({ outcome: 'fail', ms });
  });

  test.each([
    [503, 6750],
    [500, 6750],
    [429, 6750],
    [408, 6750],
    [404, 0],
    [403, 0],
  ])('%s', (status, ms) => {
    expect(oras({ ports: { 443: 'https' }, answers: () => httpFact(status, { ms: 0 }) })).toMatchObject({
      outcome: 'fail',
      ms,
    });
  });
});

describe('logins', () => {
  const realm = 'https://auth.test/token';
  const bearer: World['answers'] = ({ url, authorization }) => {
    if (url.startsWith(realm)) return tokenFact();
    return authorization === null ? challenged(['bearer', { realm }]) : undefined;
  };

  test('the 401 of the manifest itself is answered', () => {
    expect(requests(oras({ ports: { 443: 'https' }, answers: bearer }))).toEqual([
      'GET https://reg.test/v2/app/manifests/1: 401',
      'GET https://auth.test/token: 200',
      'GET https://reg.test/v2/app/manifests/1: 200',
    ]);
  });

  test('Basic without a login ends there', () => {
    const answers: World['answers'] = () => challenged(['basic', { realm: 'x' }]);
    expect(oras({ ports: { 443: 'https' }, answers })).toMatchObject({
      outcome: 'fail',
      failure: { kind: 'credential-missing' },
    });
  });

  test.each([
    ['http from https', 'http://auth.test/t', /plain http realm/],
    ['private', 'https://192.168.0.1/t', /private or link-local/],
  ])('realms are looked at first: %s', (_case, url, text) => {
    const walk = oras({ ports: { 443: 'https' }, answers: () => challenged(['bearer', { realm: url }]) });
    expect(walk.failure?.text).toMatch(text);
  });

  test('the registry’s own address at another port is fine', () => {
    const at = 'https://10.0.0.7:8443/t';
    const answers: World['answers'] = ({ url, authorization }) =>
      url.startsWith(at) ? tokenFact() : authorization === null ? challenged(['bearer', { realm: at }]) : undefined;
    expect(oras({ ports: { 443: 'https', 8443: 'https' }, answers }, { reference: '10.0.0.7/app:1' })).toMatchObject({
      outcome: 'ok',
    });
  });

  // oras-go registry/remote/credentials/internal/config/config_test.go: GetCredential.
  test.each([
    ['exact', { 'reg.test': { auth: 'YTpi' } }, `${HOME}#/auths/reg.test`],
    ['a URL', { 'https://reg.test/': { auth: 'YTpi' } }, `${HOME}#/auths/https://reg.test/`],
    ['another port', { 'reg.test:5000': { auth: 'YTpi' } }, null],
    ['another entry that is broken', { 'reg.test': { auth: 'YTpi' }, other: { auth: '!' } }, `${HOME}#/auths/reg.test`],
    ['an empty entry', { 'reg.test': {} }, null],
  ])('%s', (_case, auths, expected) => {
    const plan = planOf(ORAS, { files: { [HOME]: JSON.stringify({ auths }) } });
    const credential = /"credential":(?:null|\{"id":"([^"]+)")/.exec(JSON.stringify(plan.root))?.[1] ?? null;
    expect(credential).toBe(expected);
  });

  test('a broken file stops it, an empty one does not', () => {
    expect(planOf(ORAS, { files: { [HOME]: '{' } }).root).toMatchObject({ kind: 'stop', failure: 'config' });
    expect(planOf(ORAS, { files: { [HOME]: ' \n' } }).root.kind).toBe('retry');
  });

  test('login asks /v2/, push opens an upload', () => {
    expect(requests(oras({ ports: { 443: 'https' } }, { operation: 'login', reference: 'reg.test' }))).toEqual([
      'GET https://reg.test/v2/: 200',
    ]);
    const answers: World['answers'] = ({ method }) =>
      method === 'POST' ? httpFact(202, { headers: { location: '/u/1' } }) : httpFact(204);
    expect(requests(oras({ ports: { 443: 'https' }, answers }, { operation: 'push' }))).toEqual([
      'POST https://reg.test/v2/app/blobs/uploads/: 202',
      'DELETE https://reg.test/u/1: 204',
    ]);
  });
});

describe('--ca-file', () => {
  test('takes the place of the system’s certificates', () => {
    const plan = planOf(ORAS, { files: { '/ca.crt': PEM }, flags: { caFile: '/ca.crt' } });
    expect(JSON.stringify(plan.root)).toContain('"replacesSystem":true');
    expect(plan.sources).toMatchObject([{ name: '--ca-file' }]);
  });

  test('one that is missing stops it', () => {
    expect(planOf(ORAS, { flags: { caFile: '/nope' } }).root).toMatchObject({
      kind: 'stop',
      because: 'open /nope: no such file or directory',
    });
  });
});

describe('what is offered', () => {
  test.each([
    ['pull', 'oras pull --plain-http reg.test/app:1'],
    ['push', 'oras push --plain-http reg.test/app:1 FILE'],
    ['login', 'oras login --plain-http reg.test'],
  ] as const)('%s', (operation, command) => {
    expect(remediesOf(ORAS, { kind: 'plain-http', port: null }, { operation })).toMatchObject([
      { prose: [command], flags: { plainHttp: true } },
    ]);
  });

  test('it makes the pull work in replay', () => {
    const world: World = { ports: { 443: 'http', 80: 'http' } };
    const [remedy] = remediesOf(ORAS, { kind: 'plain-http', port: null });
    expect(oras(world)).toMatchObject({ outcome: 'fail' });
    expect(oras(world, { flags: remedy?.flags ?? {} })).toMatchObject({ outcome: 'ok' });
  });

  test('trust: the system’s first, then the flag with its file', () => {
    expect(remediesOf(ORAS, { kind: 'trust', endpoint: 'reg.test:5000', pem: PEM })).toMatchObject([
      { files: [{ path: '/etc/ssl/certs/regdoctor-reg.test-5000.pem' }] },
      {
        files: [{ path: '/root/reg.test-5000-ca.crt' }],
        prose: ['oras pull --ca-file /root/reg.test-5000-ca.crt reg.test/app:1'],
        flags: { caFile: '/root/reg.test-5000-ca.crt' },
      },
    ]);
  });

  test('nothing that is given already', () => {
    expect(remediesOf(ORAS, { kind: 'plain-http', port: 80 })).toEqual([]);
    expect(remediesOf(ORAS, { kind: 'unverified', endpoint: 'reg.test' }, { flags: { tlsVerify: false } })).toEqual([]);
  });
});

test('is on where the program is, and reads docker’s logins', () => {
  expect(ORAS.isOn(aHost({ '/usr/local/bin/oras': '' }))).toBe(true);
  expect(ORAS.parseVersion('Version:        1.3.3\nGo version:     go1.25.7\n')).toBe('1.3.3');
  expect(configurationOf(ORAS, { host: { environment: { DOCKER_CONFIG: '/d' } } }).places[0]).toMatchObject({
    path: '/d/config.json',
    found: 'absent',
  });
});
