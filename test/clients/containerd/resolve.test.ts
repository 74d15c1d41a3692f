import { describe, expect, test } from 'vitest';
import type { Walk } from '../../../src/replay/walk.js';
import { challenged, httpFact, tokenFact } from '../../support/facts.js';
import { requests, type World, walkIn } from '../../support/world.js';
import { type AskedLibrary, pullBy, pushBy } from './a-registry.js';

const DIGEST = `sha256:${'d'.repeat(64)}`;
const HEAD = 'HEAD https://reg:5000/v2/a/manifests/1';
const GET = 'GET https://reg:5000/v2/a/manifests/1';
const found = httpFact(200, { headers: { 'docker-content-digest': DIGEST }, ms: 0 });
const status =
  (code: number): World['answers'] =>
  () =>
    httpFact(code, { ms: 0 });
const TOKEN = 'https://auth.test/token';

function pulled(asked: AskedLibrary, answers: World['answers'], more: Partial<World> = {}): Walk {
  return walkIn(
    { ports: { 5000: 'https', 443: 'https' }, ...(answers === undefined ? {} : { answers }), ...more },
    pullBy(asked),
  );
}

/** Requests with digests shortened. */
function asked(walk: Walk): string[] {
  return requests(walk).map((line) => line.replaceAll(DIGEST, 'D'));
}

/** A mirror before the registry itself. */
const MIRROR = { 'reg:5000/hosts.toml': '[host."https://mirror"]\n' };

// The first column of the tables was seen on the wire with containerd's own ctr 1.6.20, newer ones were read.
describe('one host', () => {
  test('HEAD, then the manifest by the digest it told', () => {
    expect(asked(pulled({}, () => found))).toEqual([`${HEAD}: 200`, 'GET https://reg:5000/v2/a/manifests/D: 200']);
  });

  test('HEAD is not allowed: GET takes its place', () => {
    const walk = pulled({ version: '1.6.20' }, ({ method }) => httpFact(method === 'HEAD' ? 405 : 404, { ms: 0 }));
    expect(asked(walk)).toEqual([`${HEAD}: http-status 405`, `${GET}: http-status 404`]);
    expect(walk.failure).toMatchObject({ status: 404 });
  });

  test('HEAD tells no digest: GET, and then GET of what that brought', () => {
    const walk = pulled({ version: '1.6.20' }, status(200));
    expect(asked(walk)).toEqual([`${HEAD}: 200`, `${GET}: 200`, `${GET}: 200`]);
    expect(walk.outcome).toBe('ok');
  });

  test.each([
    ['1.6.20', 503, 1],
    ['2.0.11', 503, 1],
    ['2.1.0', 503, 2],
    ['2.1.0', 500, 2],
    ['2.1.0', 504, 2],
    ['2.1.0', 502, 1],
    ['2.3.4', 503, 2],
    ['1.6.20', 429, 6],
    ['2.3.1', 429, 6],
    ['2.3.2', 429, 5],
    ['2.3.2', 408, 5],
    ['1.6.20', 403, 1],
    ['2.3.2', 403, 1],
    ['1.6.20', 404, 1],
  ])('%s: %i is asked %i times', (version, code, times) => {
    const walk = pulled({ version }, status(code));
    expect(asked(walk)).toEqual(Array.from({ length: times }, () => `${HEAD}: http-status ${code}`));
    expect(walk.ms).toBe(0);
  });

  test('two different 5xx are asked again each', () => {
    let answers = 0;
    const walk = pulled({ version: '2.1.0' }, () => httpFact([500, 503, 503][answers++] ?? 418, { ms: 0 }));
    // Facts are probed once a key: the second try sees the same answer again.
    expect(asked(walk)).toHaveLength(2);
  });
});

describe('no answer at all', () => {
  test.each([
    ['2.3.1', 'exact'],
    // From here on the client may ask up to four times more: which of two errors a dial ends in is chance.
    ['2.3.2', 'atLeast'],
  ])('%s waits 30 s for a port that drops packets: %s', (version, bound) => {
    const walk = pulled({ version }, undefined, { ports: { 5000: 'silent' } });
    expect(walk).toMatchObject({ outcome: 'fail', ms: 30_000, bound, failure: { kind: 'tcp-timeout' } });
  });

  test('dial_timeout shortens that', () => {
    const certs = { 'reg:5000/hosts.toml': 'server = "https://reg:5000"\ndial_timeout = "3s"\n[host]\n' };
    expect(pulled({ version: '2.1.0', certs }, undefined, { ports: { 5000: 'silent' } }).ms).toBe(3000);
    expect(pulled({ version: '1.7.34', certs }, undefined, { ports: { 5000: 'silent' } }).ms).toBe(30_000);
  });

  test('a refused connection is not asked again', () => {
    expect(asked(pulled({ version: '2.3.4' }, undefined, { ports: {} }))).toEqual([`${HEAD}: tcp-refused`]);
  });

  test('only the last host is asked again', () => {
    const walk = pulled({ version: '2.3.4', certs: MIRROR }, status(404), { ports: { 443: 'silent', 5000: 'https' } });
    expect(walk.ms).toBe(30_000);
  });

  test('a handshake that hangs falls to http, and is not asked again', () => {
    const certs = { 'reg:5000/hosts.toml': 'server = "http://reg:5000"\nskip_verify = true\n[host]\n' };
    const walk = pulled({ version: '2.3.4', certs }, undefined, { ports: { 5000: 'mute' } });
    expect(walk.attempts.filter(({ step }) => step === 'tls')).toHaveLength(1);
  });

  test('port 443 refused, 80 serves: found out anew for fetching', () => {
    const certs = { 'reg/hosts.toml': 'server = "http://reg"\nskip_verify = true\n[host]\n' };
    const walk = pulled({ reference: 'reg/a:1', certs }, () => found, { ports: { 80: 'http' } });
    expect(asked(walk)).toEqual([
      'HEAD https://reg/v2/a/manifests/1 (unverified): tcp-refused',
      'HEAD http://reg/v2/a/manifests/1: 200',
      'GET https://reg/v2/a/manifests/D (unverified): tcp-refused',
      'GET http://reg/v2/a/manifests/D: 200',
    ]);
  });
});

describe('401', () => {
  const basic: World['answers'] = () => challenged(['basic', {}]);
  const bearer =
    (more: Readonly<Record<string, string>> = {}, token = tokenFact()): World['answers'] =>
    ({ url }) =>
      url.startsWith(TOKEN) ? token : challenged(['bearer', { realm: TOKEN, service: 's', ...more }]);

  test.each([
    ['1.6.20', 6],
    ['2.3.1', 6],
    ['2.3.2', 5],
  ])('%s sends a wrong password again until %i requests are made', (version, times) => {
    expect(asked(pulled({ version, credential: true }, basic))).toHaveLength(times);
  });

  test('and a token that brings nothing', () => {
    const walk = pulled({ version: '1.6.20' }, bearer());
    expect(asked(walk)).toEqual([
      `${HEAD}: 401`,
      `GET ${TOKEN}: 200`,
      ...Array.from({ length: 5 }, () => `${HEAD}: http-status 401`),
    ]);
  });

  test('not where the challenge says what is wrong', () => {
    const walk = pulled({ version: '1.6.20' }, bearer({ error: 'insufficient_scope' }));
    expect(asked(walk)).toEqual([`${HEAD}: 401`, `GET ${TOKEN}: 200`, `${HEAD}: http-status 401`]);
  });

  test.each([
    ['1.6.20', 'http-status'],
    ['1.7.7', 'http-status'],
    ['1.7.8', 'credential-missing'],
  ])('%s without a password asks once', (version, kind) => {
    const walk = pulled({ version }, basic);
    expect([asked(walk).length, walk.failure?.kind]).toEqual([1, kind]);
  });

  test('without a challenge asks once', () => {
    expect(asked(pulled({ version: '1.6.20' }, status(401)))).toHaveLength(1);
  });

  test('a realm that refuses ends it, for a digest’s blobs too', () => {
    const refused = bearer({}, httpFact(401, { ms: 0 }));
    const walk = pulled({ version: '1.6.20', reference: `reg:5000/a@${DIGEST}` }, refused);
    expect(asked(walk)).toEqual(['HEAD https://reg:5000/v2/a/manifests/D: 401', `GET ${TOKEN}: http-status 401`]);
    expect(walk.failure).toMatchObject({ status: 401 });
  });
});

describe('a digest', () => {
  const reference = `reg:5000/a@${DIGEST}`;
  const MANIFESTS = 'HEAD https://reg:5000/v2/a/manifests/D';
  const BLOBS = 'HEAD https://reg:5000/v2/a/blobs/D';
  test.each([
    ['1.6.20', 404, true],
    ['1.6.20', 503, true],
    ['2.0.0', 404, true],
    ['2.0.0', 502, false],
  ])('%s after %i: as a blob too %s', (version, code, blobs) => {
    const walk = pulled({ version, reference }, status(code));
    const line = `http-status ${code}`;
    expect(asked(walk)).toEqual(blobs ? [`${MANIFESTS}: ${line}`, `${BLOBS}: ${line}`] : [`${MANIFESTS}: ${line}`]);
  });

  test('a port that drops packets is waited for twice', () => {
    expect(pulled({ version: '2.3.1', reference }, undefined, { ports: { 5000: 'silent' } }).ms).toBe(60_000);
  });

  test('is asked of hosts that may not resolve tags', () => {
    const certs = { 'reg:5000/hosts.toml': '[host."https://mirror"]\ncapabilities = ["pull"]\n' };
    expect(asked(pulled({ reference, certs }, () => found))[0]).toContain('https://mirror/');
    expect(asked(pulled({ certs }, () => found))[0]).toContain('https://reg:5000/');
  });
});

describe('what is told of several failures', () => {
  const mirrored = (version: string, mirror: number, own: number) =>
    pulled({ version, certs: MIRROR }, ({ url }) => httpFact(url.includes('mirror') ? mirror : own, { ms: 0 })).failure
      ?.status;
  test.each([
    ['1.7.34', 404, 403, 403],
    ['1.7.34', 502, 404, 502],
    ['1.7.34', 404, 404, 404],
    ['2.0.0', 404, 403, 403],
    ['2.0.0', 502, 404, 502],
    ['2.0.0', 502, 403, 502],
  ])('%s: %i at the mirror, %i at home: %i', (version, mirror, own, told) => {
    expect(mirrored(version, mirror, own)).toBe(told);
  });

  test.each([
    ['1.7.34', 'tls-untrusted'],
    ['2.0.0', 'http-status'],
  ])('%s: 404 at the mirror, an unknown authority at home: %s', (version, kind) => {
    const walk = pulled({ version, certs: MIRROR }, status(404), { ports: { 443: 'https', 5000: 'untrusted' } });
    expect(walk.failure?.kind).toBe(kind);
  });

  test('403 is asked again with GET from 2.3.3 on, for its words', () => {
    expect(asked(pulled({ version: '2.3.3' }, status(403)))).toEqual([
      `${HEAD}: http-status 403`,
      `${GET}: http-status 403`,
    ]);
    // What the GET brings changes nothing.
    const walk = pulled({ version: '2.3.3' }, ({ method }) => httpFact(method === 'HEAD' ? 403 : 200, { ms: 0 }));
    expect(walk.failure).toMatchObject({ status: 403 });
  });

  test('nobody may resolve', () => {
    const certs = { 'reg:5000/hosts.toml': 'capabilities = ["push"]\nserver = "https://reg:5000"\n[host]\n' };
    expect(pullBy({ certs })).toMatchObject({ kind: 'stop', because: 'no resolve hosts: not found' });
    expect(
      pushBy({ certs: { 'reg:5000/hosts.toml': 'capabilities = ["pull"]\nserver = "https://reg:5000"\n[host]\n' } }),
    ).toMatchObject({
      kind: 'stop',
      because: 'no push hosts: not found',
    });
  });
});

describe('push', () => {
  const BLOB = /blobs\/sha256:\w+/;
  const pushed = (own: AskedLibrary, answers: NonNullable<World['answers']>, more: Partial<World> = {}) =>
    requests(walkIn({ ports: { 5000: 'https', 443: 'https' }, answers, ...more }, pushBy(own))).map((line) =>
      line.replace(BLOB, 'blobs/B'),
    );
  const accepting: NonNullable<World['answers']> = ({ method }) =>
    method === 'HEAD'
      ? httpFact(404, { ms: 0 })
      : httpFact(method === 'POST' ? 202 : 204, { ms: 0, headers: { location: '/v2/a/blobs/uploads/x' } });
  const locked =
    (methods: readonly string[]): NonNullable<World['answers']> =>
    (key) =>
      key.authorization === null && methods.includes(key.method) ? challenged(['basic', {}]) : accepting(key);
  const base = 'https://reg:5000/v2/a/blobs';

  test('a look for a blob, then an upload', () => {
    expect(pushed({ version: '1.6.20' }, accepting)).toEqual([
      `HEAD ${base}/B: http-status 404`.replace('http-status ', ''),
      `POST ${base}/uploads/: 202`,
      `DELETE ${base}/uploads/x: 204`,
    ]);
  });

  test('with a login from the first 401 on', () => {
    expect(pushed({ version: '1.6.20', credential: true }, locked(['HEAD', 'POST', 'DELETE']))).toEqual([
      `HEAD ${base}/B: 401`,
      `HEAD ${base}/B: 404`,
      `POST ${base}/uploads/: 202`,
      `DELETE ${base}/uploads/x: 204`,
    ]);
  });

  test('also where only uploads ask for it', () => {
    expect(pushed({ version: '1.6.20', credential: true }, locked(['POST']))).toEqual([
      `HEAD ${base}/B: 404`,
      `POST ${base}/uploads/: 401`,
      `POST ${base}/uploads/: 202`,
      `DELETE ${base}/uploads/x: 204`,
    ]);
  });

  test('to the first host that may be pushed to, and to no other', () => {
    const certs = {
      'reg:5000/hosts.toml': '[host."https://mirror"]\ncapabilities = ["pull", "resolve"]\n[host."https://second"]\n',
    };
    expect(pushed({ certs }, status(503) ?? accepting)[0]).toContain('https://second/v2/a/blobs/B');
    const refused = walkIn({ ports: { 5000: 'https' } }, pushBy({ certs }));
    expect(refused.failure?.kind).toBe('tcp-refused');
  });
});

// Restated from containerd `core/remotes/docker/config/hosts_resolver_test.go`: TestResolverWithHostsDir, a mirror and a server with tokens.
describe('a mirror and a server of another name', () => {
  const certs = {
    'reg:5000/hosts.toml': 'server = "https://server"\n[host."https://mirror".header]\nuser-agent = "mirror"\n',
  };
  const names = { mirror: ['10.0.1.1'], server: ['10.0.1.2'], reg: ['10.0.1.3'], 'auth.test': ['10.0.1.4'] };
  const answers: World['answers'] = ({ url, authorization }) => {
    if (url.startsWith(TOKEN)) return tokenFact();
    return authorization === null ? challenged(['bearer', { realm: TOKEN, service: 'registry' }]) : found;
  };
  const hostsAsked = (ports: World['ports']): string[] => {
    const walk = walkIn({ names, ports, answers }, pullBy({ reference: 'reg:5000/testname:latest', certs }));
    expect(walk.outcome).toBe('ok');
    return [
      ...new Set(
        walk.attempts.flatMap(({ url, outcome }) =>
          url === null || outcome !== 'ok' ? [] : (URL.parse(url)?.host ?? []),
        ),
      ),
    ];
  };
  test.each([
    ['both', { '10.0.1.1:443': 'https', '10.0.1.2:443': 'https', '10.0.1.4:443': 'https' }, ['mirror', 'auth.test']],
    ['the mirror only', { '10.0.1.1:443': 'https', '10.0.1.4:443': 'https' }, ['mirror', 'auth.test']],
    ['the server only', { '10.0.1.2:443': 'https', '10.0.1.4:443': 'https' }, ['server', 'auth.test']],
  ] as const)('%s', (_, ports, expected) => expect(hostsAsked(ports)).toEqual(expected));
});
