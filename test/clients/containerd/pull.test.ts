import { describe, expect, test } from 'vitest';
import { challenged, httpFact } from '../../support/facts.js';
import { requests, type World, walkIn } from '../../support/world.js';
import { type Asked, aPlan } from '../containers-image/a-plan.js';

const HOSTS = '/etc/containerd/certs.d/reg:5000/hosts.toml';
const CONFIG: Readonly<Record<string, string>> = {
  '/etc/containerd/config.toml':
    'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/etc/containerd/certs.d"\n',
};
const DIGEST = `sha256:${'d'.repeat(64)}`;
const MANIFEST = 'https://reg:5000/v2/a/manifests/1';
const PLAIN = 'http://reg:5000/v2/a/manifests/1';

/** A registry that names the digest of every manifest. */
const found = httpFact(200, { headers: { 'docker-content-digest': DIGEST }, ms: 0 });
const serving = (ports: World['ports']): World => ({ ports, answers: () => found });
const without: World['answers'] = () => httpFact(404, { ms: 0 });

function walked(version: string, files: Readonly<Record<string, string>>, world: World, more: Partial<Asked> = {}) {
  return walkIn(world, aPlan({ client: 'containerd', version, reference: 'reg:5000/a:1', files, ...more }).root);
}

// Worked by hand from containerd `core/remotes/docker` and moby `daemon/internal/distribution`.
describe('worked examples', () => {
  test('1: no configuration, one attempt over https, then the manifest by digest', () => {
    const walk = walked('1.7.34', {}, serving({ 5000: 'https' }));
    expect(requests(walk)).toEqual([`HEAD ${MANIFEST}: 200`, `GET https://reg:5000/v2/a/manifests/${DIGEST}: 200`]);
    expect(walk.outcome).toBe('ok');
  });

  test('1: 443 dropped takes 30 s and never http', () => {
    const walk = walked('1.7.34', {}, { ports: { 443: 'silent', 80: 'http' } }, { reference: 'reg.test/a:1' });
    expect(walk).toMatchObject({ outcome: 'fail', ms: 30_000, failure: { kind: 'tcp-timeout' } });
    expect(requests(walk)).toHaveLength(1);
  });

  const PLAIN_HOST = { ...CONFIG, [HOSTS]: '[host."http://reg:5000"]\n' };

  test('2: a [host] for http, then the registry itself over https', () => {
    const walk = walked('1.7.34', PLAIN_HOST, { ports: { 5000: 'http' }, answers: without });
    expect(requests(walk)).toEqual([`HEAD ${PLAIN}: http-status 404`, `HEAD ${MANIFEST}: tls-plain-http`]);
    expect(walk.failure?.text).toBe('http: server gave HTTP response to HTTPS client');
  });

  test('2: the same from 2.0 on tells the missing tag', () => {
    expect(walked('2.0.0', PLAIN_HOST, { ports: { 5000: 'http' }, answers: without }).failure).toMatchObject({
      kind: 'http-status',
      status: 404,
    });
  });

  test('3: with skip_verify https is tried first, and http after the plain answer', () => {
    const files = { ...CONFIG, [HOSTS]: '[host."http://reg:5000"]\nskip_verify = true\n' };
    const walk = walked('1.7.34', files, { ports: { 5000: 'http' }, answers: without });
    expect(requests(walk)).toEqual([
      `HEAD ${MANIFEST} (unverified): tls-plain-http`,
      `HEAD ${PLAIN}: http-status 404`,
      `HEAD ${MANIFEST}: tls-plain-http`,
    ]);
  });

  test('3: https first, then http; fetching starts anew', () => {
    const files = { ...CONFIG, [HOSTS]: '[host."http://reg:5000"]\nskip_verify = true\n' };
    const walk = walked('1.7.34', files, serving({ 5000: 'http' }));
    expect(requests(walk)).toEqual([
      `HEAD ${MANIFEST} (unverified): tls-plain-http`,
      `HEAD ${PLAIN}: 200`,
      `GET https://reg:5000/v2/a/manifests/${DIGEST} (unverified): tls-plain-http`,
      `GET http://reg:5000/v2/a/manifests/${DIGEST}: 200`,
    ]);
  });

  test('3: a handshake that hangs costs 10 s once', () => {
    const files = { ...CONFIG, [HOSTS]: '[host."http://reg:5000"]\nskip_verify = true\n' };
    const { root } = aPlan({ client: 'containerd', version: '1.7.34', reference: 'reg:5000/a:1', files });
    const walk = walkIn({ ports: { 5000: 'mute' } }, root);
    expect(walk.attempts.find(({ step }) => step === 'tls')).toMatchObject({ outcome: 'tls-timeout', ms: 10_000 });
  });

  test.each([
    ['1.6.39', `HEAD ${MANIFEST}: tls-plain-http`],
    ['1.7.20', `HEAD ${MANIFEST}: tls-plain-http`],
    ['1.7.32', `HEAD ${PLAIN}: 200`],
    ['2.0.0', `HEAD ${PLAIN}: 200`],
  ])('4: only `server = …`, %s', (version, first) => {
    const files = { ...CONFIG, [HOSTS]: 'server = "http://reg:5000"\n' };
    expect(requests(walked(version, files, serving({ 5000: 'http' })))[0]).toBe(first);
  });

  test.each([
    ['2.1.9', {}],
    ['2.3.4', {}],
    ['2.3.4', { '/etc/containerd/config.toml': 'version = 3\n' }],
  ])('5: %s without config_path ignores certs.d', (version, config) => {
    const files = { ...config, [HOSTS]: 'server = "http://reg:5000"\n' };
    expect(requests(walked(version, files, serving({ 5000: 'http' })))).toEqual([`HEAD ${MANIFEST}: tls-plain-http`]);
  });

  test('5: 2.3.4 with one directory in config_path reads it', () => {
    const config =
      'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/etc/containerd/certs.d"\n';
    const files = { '/etc/containerd/config.toml': config, [HOSTS]: 'server = "http://reg:5000"\n' };
    expect(walked('2.3.4', files, serving({ 5000: 'http' })).outcome).toBe('ok');
  });

  const LOCAL = { reference: 'localhost:5000/a:1' };
  const local: World = { ports: { 5000: 'http' }, names: { localhost: ['127.0.0.1'] }, answers: () => found };
  test.each([
    [
      '1.7.34',
      [
        'HEAD https://localhost:5000/v2/a/manifests/1 (unverified): tls-plain-http',
        'HEAD http://localhost:5000/v2/a/manifests/1: 200',
      ],
    ],
    ['1.7.6', ['HEAD http://localhost:5000/v2/a/manifests/1: 200']],
    ['1.6.8', ['HEAD https://localhost:5000/v2/a/manifests/1: tls-plain-http']],
  ])('6: localhost:5000 with config_path and no directory, %s', (version, expected) => {
    expect(requests(walked(version, CONFIG, local, LOCAL)).filter((line) => line.startsWith('HEAD'))).toEqual(expected);
  });

  test('6: localhost:5000 in mirrors mode is http only', () => {
    expect(requests(walked('1.7.34', {}, local, LOCAL))[0]).toBe('HEAD http://localhost:5000/v2/a/manifests/1: 200');
  });
});

describe('files without effect', () => {
  test.each([
    ['[host."http://reg:5000"]\nskip_verify = "true"\n'],
    ['[host."http://reg:5000"]\ncapabilities = ["pull", "fetch"]\n'],
    ['[host."http://reg:5000"\n'],
  ])('a hosts.toml that can’t be used: the registry itself, and a word about it', (text) => {
    const plan = aPlan({
      client: 'containerd',
      version: '1.7.34',
      reference: 'reg:5000/a:1',
      files: { ...CONFIG, [HOSTS]: text },
    });
    expect(requests(walkIn(serving({ 5000: 'https' }), plan.root))[0]).toBe(`HEAD ${MANIFEST}: 200`);
    expect(plan.observations.map(({ code, source }) => [code, source.name])).toEqual([['config-parse-error', HOSTS]]);
  });

  test('1.x reads no config_path in a file without version', () => {
    const config = CONFIG['/etc/containerd/config.toml']?.replace('version = 2\n', '') ?? '';
    const files = { '/etc/containerd/config.toml': config, [HOSTS]: '[host."http://reg:5000"]\n' };
    expect(requests(walked('1.7.34', files, serving({ 5000: 'http' })))).toEqual([`HEAD ${MANIFEST}: tls-plain-http`]);
    expect(walked('2.3.0', files, serving({ 5000: 'http' })).outcome).toBe('ok');
  });

  test('a daemon that can’t read its configuration pulls nothing', () => {
    const walk = walked('1.7.34', { '/etc/containerd/config.toml': 'version = \n' }, serving({ 5000: 'https' }));
    expect(walk.failure).toMatchObject({ kind: 'config' });
    expect(walk.failure?.text).toContain('failed to load TOML');
  });
});

describe('mirrors', () => {
  const files = { ...CONFIG, '/etc/containerd/certs.d/docker.io/hosts.toml': '[host."http://cache:5000"]\n' };
  const asked = { reference: 'nginx' };
  const names = { cache: ['10.0.1.1'], 'registry-1.docker.io': ['10.0.1.2'] };

  test('say for whom they are asked', () => {
    const plan = aPlan({ client: 'containerd', version: '1.7.34', ...asked, files });
    const text = JSON.stringify(plan.root);
    expect(text).toContain('http://cache:5000/v2/library/nginx/manifests/latest?ns=docker.io');
    expect(text).toContain('https://registry-1.docker.io/v2/library/nginx/manifests/latest"');
  });

  test('a dead one is waited for twice: for the tag and for the manifest', () => {
    const world: World = { names, ports: { '10.0.1.1:5000': 'silent', '10.0.1.2:443': 'https' }, answers: () => found };
    expect(walked('1.7.34', files, world, asked)).toMatchObject({ outcome: 'ok', ms: 60_000 });
  });

  test.each([
    ['1.7.34', 'tcp-refused'],
    ['2.3.4', 'http-status'],
  ])('down, and the upstream has no such tag: %s tells %s', (version, kind) => {
    const world: World = { names, ports: { '10.0.1.2:443': 'https' }, answers: without };
    const config = {
      ...files,
      '/etc/containerd/config.toml':
        'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/etc/containerd/certs.d"\n',
    };
    expect(walked(version, config, world, asked).failure?.kind).toBe(kind);
  });
});

describe('answers', () => {
  test.each([
    ['1.7.34', 6],
    ['2.3.2', 5],
  ])('429 is asked again at once, %s: %i requests', (version, asked) => {
    const walk = walked(
      version,
      {},
      { ports: { 5000: 'https' }, answers: () => httpFact(429, { ms: 0, headers: { 'retry-after': '60' } }) },
    );
    expect(walk).toMatchObject({ outcome: 'fail', ms: 0 });
    expect(requests(walk)).toHaveLength(asked);
  });

  test('Basic without a credential', () => {
    const world: World = { ports: { 5000: 'https' }, answers: () => challenged(['basic', {}]) };
    expect(walked('1.7.8', {}, world).failure?.kind).toBe('credential-missing');
    expect(walked('1.7.7', {}, world).failure).toMatchObject({ kind: 'http-status', status: 401 });
  });

  test('what the HEAD’s challenge brought is asked for again by the GET', () => {
    const answers: World['answers'] = (key) => (key.authorization === null ? challenged(['basic', {}]) : found);
    const walk = walked('1.7.34', {}, { ports: { 5000: 'https' }, answers }, { flags: { credentials: true } });
    expect(requests(walk).map((line) => line.replace(DIGEST, 'D'))).toEqual([
      `HEAD ${MANIFEST}: 401`,
      `HEAD ${MANIFEST}: 200`,
      'GET https://reg:5000/v2/a/manifests/D: 401',
      'GET https://reg:5000/v2/a/manifests/D: 200',
    ]);
  });

  test('headers that never come are waited for 30 s from 2.3 on, for ever before', () => {
    const files = { ...CONFIG, [HOSTS]: '[host]\n[host."http://reg:5000"]\n' };
    const mute: World = { ports: { 5000: 'mute' } };
    expect(walked('2.3.4', files, mute).bound).toBe('exact');
    expect(walked('2.2.0', files, mute).bound).toBe('unbounded');
  });
});

describe('ctr', () => {
  test('13: adds no library/ to a name of Docker Hub', () => {
    const plan = aPlan({ client: 'ctr', version: '1.7.34', reference: 'docker.io/alpine:3' });
    const realm = 'https://auth.docker.io/token';
    const answers: World['answers'] = ({ url }) =>
      url.startsWith(realm) ? httpFact(401) : challenged(['bearer', { realm, service: 'registry.docker.io' }]);
    const walk = walkIn({ ports: { 443: 'https' }, answers }, plan.root);
    expect(requests(walk)).toEqual([
      'HEAD https://registry-1.docker.io/v2/alpine/manifests/3: 401',
      'GET https://auth.docker.io/token: http-status 401',
    ]);
    expect(JSON.stringify(plan.root)).toContain('repository:alpine:pull');
  });
});
