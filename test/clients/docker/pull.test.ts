import { describe, expect, test } from 'vitest';
import { challenged, httpFact } from '../../support/facts.js';
import { requests, type World, walkIn } from '../../support/world.js';
import { type Asked, aPlan } from '../containers-image/a-plan.js';

const DAEMON = '/etc/docker/daemon.json';
const INSECURE = { [DAEMON]: '{"insecure-registries": ["reg:5000"]}' };
const DIGEST = `sha256:${'d'.repeat(64)}`;
const found = httpFact(200, { headers: { 'docker-content-digest': DIGEST }, ms: 0 });
const serving = (ports: World['ports'], names?: World['names']): World => ({
  ports,
  answers: () => found,
  ...(names === undefined ? {} : { names }),
});

function walked(world: World, asked: Partial<Asked> = {}) {
  const plan = aPlan({ client: 'docker', version: '27.5.1', reference: 'reg:5000/a:1', ...asked });
  return walkIn(world, plan.root);
}

/** Requests with the digest as D. */
function lines(walk: ReturnType<typeof walked>): string[] {
  return requests(walk).map((line) => line.replace(DIGEST, 'D'));
}

describe('the graphdriver store', () => {
  test('ping, HEAD, GET by digest', () => {
    expect(lines(walked(serving({ 5000: 'https' })))).toEqual([
      'GET https://reg:5000/v2/: 200',
      'HEAD https://reg:5000/v2/a/manifests/1: 200',
      'GET https://reg:5000/v2/a/manifests/D: 200',
    ]);
  });

  test('a digest needs no HEAD', () => {
    expect(lines(walked(serving({ 5000: 'https' }), { reference: `reg:5000/a@${DIGEST}` }))).toHaveLength(2);
  });

  // Worked by hand from containerd `core/remotes/docker` and moby `daemon/internal/distribution`.
  test('10: insecure: https unverified, then http on the same port', () => {
    expect(lines(walked(serving({ 5000: 'http' }), { files: INSECURE }))).toEqual([
      'GET https://reg:5000/v2/ (unverified): tls-plain-http',
      'GET http://reg:5000/v2/: 200',
      'HEAD http://reg:5000/v2/a/manifests/1: 200',
      'GET http://reg:5000/v2/a/manifests/D: 200',
    ]);
  });

  test('10: secure: never http', () => {
    const walk = walked(serving({ 5000: 'http' }));
    expect(lines(walk)).toEqual(['GET https://reg:5000/v2/: tls-plain-http']);
    expect(walk.failure?.text).toBe('http: server gave HTTP response to HTTPS client');
  });

  test.each([
    ['dropped', 'silent', 15_000],
    ['mute', 'mute', 10_000],
    ['refused', 'refused', 0],
  ] as const)('a ping that is %s gives up after its own limit', (_case, port, ms) => {
    expect(walked(serving({ 5000: port }))).toMatchObject({ outcome: 'fail', ms });
  });

  test('a dropped ping reads as docker prints it', () => {
    expect(walked(serving({ 5000: 'silent' })).failure?.text).toBe(
      'net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    );
  });

  test('443 dropped, 80 serving, insecure: 15 s, then the pull succeeds', () => {
    const files = { [DAEMON]: '{"insecure-registries": ["http://reg.test"]}' };
    const walk = walked(serving({ 443: 'silent', 80: 'http' }), { reference: 'reg.test/a:1', files });
    expect(walk).toMatchObject({ outcome: 'ok', ms: 15_000 });
  });

  test('12: a name that resolves to loopback is insecure', () => {
    const world = serving({ 5000: 'http' }, { 'foo.localhost': ['127.0.0.1'] });
    expect(walked(world, { reference: 'foo.localhost:5000/a:1' }).outcome).toBe('ok');
  });

  test.each([
    ['10.0.0.0/8', 'reg:5000/a:1', 'ok'],
    ['192.168.0.0/16', 'reg:5000/a:1', 'fail'],
    ['10.0.0.7/32', '10.0.0.7:5000/a:1', 'ok'],
    ['10.0.0.7', '10.0.0.7:5000/a:1', 'fail'],
    ['reg', 'reg:5000/a:1', 'fail'],
    ['REG:5000', 'reg:5000/a:1', 'fail'],
  ])('insecure-registries %s for %s: %s', (entry, reference, outcome) => {
    const files = { [DAEMON]: JSON.stringify({ 'insecure-registries': [entry] }) };
    expect(walked(serving({ 5000: 'http' }), { reference, files }).outcome).toBe(outcome);
  });

  test('any answer to the ping will do', () => {
    const answers: World['answers'] = ({ url }) => (url.endsWith('/v2/') ? httpFact(503, { ms: 0 }) : found);
    expect(walked({ ports: { 5000: 'https' }, answers }).outcome).toBe('ok');
  });

  test('https that has answered leaves http untried', () => {
    const answers: World['answers'] = ({ url }) => (url.endsWith('/v2/') ? undefined : httpFact(404, { ms: 0 }));
    const walk = walked(
      { ports: { 443: 'https', 80: 'http' }, answers },
      { reference: 'reg.test/a:1', files: { [DAEMON]: '{"insecure-registries": ["reg.test"]}' } },
    );
    expect(lines(walk).every((line) => line.includes(' https://'))).toBe(true);
    expect(walk.failure).toMatchObject({ kind: 'http-status', status: 404 });
  });

  // A release of 20.10 was seen on the wire; later sources wrap the error as one over good TLS.
  test.each([
    ['20.10.24', 'reg.test/a:1', ['GET https://reg.test/v2/ (unverified): 401', 'GET http://reg.test/v2/: 200'], 'ok'],
    ['20.10.24', `reg.test/a@${DIGEST}`, ['GET https://reg.test/v2/ (unverified): 401'], 'fail'],
    ['27.5.1', 'reg.test/a:1', ['GET https://reg.test/v2/ (unverified): 401'], 'fail'],
  ])('Basic over https without a credential: %s, %s', (version, reference, first, outcome) => {
    const answers: World['answers'] = ({ url }) => (url.startsWith('https:') ? challenged(['basic', {}]) : found);
    const files = { [DAEMON]: '{"insecure-registries": ["reg.test"]}' };
    const walk = walked({ ports: { 443: 'https', 80: 'http' }, answers }, { reference, files, version });
    expect(lines(walk).slice(0, 2)).toEqual(first);
    expect(walk.outcome).toBe(outcome);
  });

  test('a token that cannot be had leaves http untried', () => {
    const answers: World['answers'] = ({ url }) =>
      url.endsWith('/v2/') ? challenged(['bearer', { realm: 'https://auth.test/token' }]) : httpFact(500, { ms: 0 });
    const files = { [DAEMON]: '{"insecure-registries": ["reg.test"]}' };
    const walk = walked({ ports: { 443: 'https', 80: 'http' }, answers }, { reference: 'reg.test/a:1', files });
    expect(lines(walk).some((line) => line.includes(' http://'))).toBe(false);
  });

  test('mirrors are for Docker Hub only', () => {
    const files = { [DAEMON]: '{"registry-mirrors": ["http://mirror:5000/"]}' };
    expect(lines(walked(serving({ 443: 'https', 5000: 'http' }), { reference: 'alpine', files }))[0]).toBe(
      'GET http://mirror:5000/v2/: 200',
    );
    expect(lines(walked(serving({ 5000: 'https' }), { files }))[0]).toBe('GET https://reg:5000/v2/: 200');
  });

  test('a broken daemon.json stops everything', () => {
    const walk = walked(serving({ 5000: 'https' }), { files: { [DAEMON]: '{"insecure-registries": ["reg:5000",]}' } });
    expect(walk.failure?.text).toContain('unable to configure the Docker daemon with file /etc/docker/daemon.json');
  });

  test('the credential of config.json', () => {
    const auth = Buffer.from('user:pass').toString('base64');
    const files = { '/root/.docker/config.json': JSON.stringify({ auths: { 'https://reg:5000/v1/': { auth } } }) };
    const answers: World['answers'] = (key) => (key.authorization === null ? challenged(['basic', {}]) : found);
    const walk = walked({ ports: { 5000: 'https' }, answers }, { files });
    expect(walk.outcome).toBe('ok');
    expect(walk.attempts.findLast(({ method }) => method !== null)?.credentialFrom).toBe(
      '/root/.docker/config.json#/auths/https://reg:5000/v1/',
    );
  });
});

describe('the containerd store', () => {
  const version = '29.7.2';

  test('11: insecure: http only after a plain answer', () => {
    expect(lines(walked(serving({ 5000: 'http' }), { version, files: INSECURE }))).toEqual([
      'HEAD https://reg:5000/v2/a/manifests/1 (unverified): tls-plain-http',
      'HEAD http://reg:5000/v2/a/manifests/1: 200',
      'GET https://reg:5000/v2/a/manifests/D (unverified): tls-plain-http',
      'GET http://reg:5000/v2/a/manifests/D: 200',
    ]);
  });

  test.each(['hangs-up', 'refused'] as const)('11: not after a port that %s, where the older store goes on', (port) => {
    expect(lines(walked(serving({ 5000: port }), { version, files: INSECURE })).join()).not.toContain('http://');
    expect(lines(walked(serving({ 5000: port }), { files: INSECURE }))[1]).toContain('GET http://reg:5000/v2/: ');
  });

  test('12: with an empty daemon.json a name on loopback is https only', () => {
    const world = serving({ 5000: 'http' }, { 'foo.localhost': ['127.0.0.1'] });
    const asked = { version, reference: 'foo.localhost:5000/a:1' };
    expect(lines(walked(world, asked))).toEqual(['HEAD https://foo.localhost:5000/v2/a/manifests/1: tls-plain-http']);
    // Any entry at all brings the rule back.
    expect(walked(world, { ...asked, files: { [DAEMON]: '{"insecure-registries": ["other:1"]}' } }).outcome).toBe('ok');
  });

  test('hosts.toml is read', () => {
    const files = { '/etc/docker/certs.d/reg:5000/hosts.toml': 'server = "http://reg:5000"\n' };
    expect(lines(walked(serving({ 5000: 'http' }), { version, files }))[0]).toBe(
      'HEAD http://reg:5000/v2/a/manifests/1: 200',
    );
  });

  // `NewHTTPFallback` moves from 443 to 80 on time-outs too, unless the port is given.
  test.each([
    ['reg.test', { 443: 'silent', 80: 'http' }, 'ok'],
    ['reg.test:5000', { 5000: 'silent' }, 'fail'],
  ] as const)(
    '%s dropped: 30 s for the tag and as long for the manifest, and http only where no port is given',
    (registry, ports, outcome) => {
      const files = { [DAEMON]: JSON.stringify({ 'insecure-registries': [registry] }) };
      const walk = walked(serving(ports), { version: '29.0.0', reference: `${registry}/a:1`, files });
      expect(walk).toMatchObject({ outcome, ms: outcome === 'ok' ? 60_000 : 30_000 });
    },
  );

  test('mirrors of daemon.json share one connection: an insecure one opens Docker Hub too', () => {
    const files = { [DAEMON]: '{"registry-mirrors": ["https://mirror:5000"], "insecure-registries": ["mirror:5000"]}' };
    const asked = { version, reference: 'alpine', files };
    expect(lines(walked(serving({ 443: 'untrusted' }), asked)).slice(0, 2)).toEqual([
      'HEAD https://mirror:5000/v2/library/alpine/manifests/latest (unverified): tcp-refused',
      'HEAD https://registry-1.docker.io/v2/library/alpine/manifests/latest (unverified): 200',
    ]);
  });

  test('a [host] of hosts.toml shuts daemon.json out', () => {
    const files = { ...INSECURE, '/etc/docker/certs.d/reg:5000/hosts.toml': '[host."https://reg:5000"]\n' };
    expect(
      lines(walked(serving({ 5000: 'http' }), { version, files })).every((line) => line.includes('tls-plain-http')),
    ).toBe(true);
  });
});

describe('the containerd store of 25 to 27', () => {
  const FEATURE = { features: { 'containerd-snapshotter': true } };
  const asked = (config: object): Partial<Asked> => ({
    version: '27.5.1',
    files: { [DAEMON]: JSON.stringify({ ...FEATURE, ...config }) },
  });

  test('insecure: https unverified, then http', () => {
    expect(lines(walked(serving({ 5000: 'http' }), asked({ 'insecure-registries': ['reg:5000'] })))).toEqual([
      'HEAD https://reg:5000/v2/a/manifests/1 (unverified): tls-plain-http',
      'HEAD http://reg:5000/v2/a/manifests/1: 200',
      'GET https://reg:5000/v2/a/manifests/D (unverified): tls-plain-http',
      'GET http://reg:5000/v2/a/manifests/D: 200',
    ]);
  });

  test('hosts.toml is not read', () => {
    const { version, files } = asked({});
    const more = { ...files, '/etc/docker/certs.d/reg:5000/hosts.toml': 'server = "http://reg:5000"\n' };
    expect(lines(walked(serving({ 5000: 'http' }), { ...(version && { version }), files: more }))).toEqual([
      'HEAD https://reg:5000/v2/a/manifests/1: tls-plain-http',
    ]);
  });
});

describe('login', () => {
  const account = { flags: { credentials: true }, operation: 'login' } as const;

  test('https, then http for an insecure registry; 200 is what counts', () => {
    const answers: World['answers'] = (key) =>
      key.authorization === null ? challenged(['basic', {}]) : httpFact(200, { ms: 0 });
    const world: World = { ports: { 5000: 'http' }, answers, allowInsecureAuth: true };
    const walk = walked(world, { ...account, reference: 'reg:5000', files: INSECURE });
    expect(lines(walk)).toEqual([
      'GET https://reg:5000/v2/ (unverified): tls-plain-http',
      'GET http://reg:5000/v2/: 401',
      'GET http://reg:5000/v2/: 200',
    ]);
  });

  test('a 404 of /v2/ is no login', () => {
    const walk = walked(
      { ports: { 5000: 'https' }, answers: () => httpFact(404, { ms: 0 }) },
      { ...account, reference: 'reg:5000' },
    );
    expect(walk.outcome).toBe('fail');
  });

  test('hosts.toml has no part in it, whatever the image store', () => {
    const files = { '/etc/docker/certs.d/reg:5000/hosts.toml': 'server = "http://reg:5000"\n' };
    const walk = walked(serving({ 5000: 'http' }), { ...account, version: '29.7.2', reference: 'reg:5000', files });
    expect(lines(walk)).toEqual(['GET https://reg:5000/v2/: tls-plain-http']);
  });
});

describe('push', () => {
  const uploads: World['answers'] = ({ method, url }) =>
    method === 'POST'
      ? httpFact(202, { ms: 0, headers: { location: `${url}1` } })
      : httpFact(method === 'HEAD' ? 404 : 200, { ms: 0 });

  test('the older store: ping, then an upload', () => {
    const walk = walked({ ports: { 5000: 'http' }, answers: uploads }, { operation: 'push', files: INSECURE });
    expect(lines(walk).slice(0, 3)).toEqual([
      'GET https://reg:5000/v2/ (unverified): tls-plain-http',
      'GET http://reg:5000/v2/: 200',
      'POST http://reg:5000/v2/a/blobs/uploads/: 202',
    ]);
  });

  test('the containerd store: no ping, and mirrors are left out', () => {
    const files = { [DAEMON]: '{"registry-mirrors": ["https://mirror:5000"]}' };
    const world: World = { ports: { 443: 'https', 5000: 'https' }, answers: uploads };
    const walk = walked(world, { operation: 'push', version: '29.7.2', reference: 'me/app:1', files });
    expect(lines(walk).slice(0, 2)).toEqual([
      'HEAD https://registry-1.docker.io/v2/me/app/manifests/1: 404',
      'POST https://registry-1.docker.io/v2/me/app/blobs/uploads/: 202',
    ]);
  });
});
