import { describe, expect, test } from 'vitest';
import type { HttpFact } from '../../src/facts/facts.js';
import type { HttpKey } from '../../src/facts/keys.js';
import { type Asked, aPlan } from '../clients/containers-image/a-plan.js';
import { httpFact } from '../support/facts.js';
import { requests, type World, walkIn } from '../support/world.js';
import { aResolver } from './a-request.js';

const INSECURE = '[[registry]]\nlocation = "reg.test"\ninsecure = true\n';
const REWRITE = '[[registry]]\nprefix = "reg.test"\nlocation = "reg.test:80"\ninsecure = true\n';
const MIRROR = '[[registry]]\nlocation = "reg.test"\n[[registry.mirror]]\nlocation = "reg.test:80"\ninsecure = true\n';

const DROPPED: World = { ports: { 443: 'silent', 80: 'http' } };
const BOTH_DROPPED: World = { ports: { 443: 'silent', 80: 'silent' } };
const REFUSED: World = { ports: { 443: 'refused', 80: 'http' } };

/** Outcome and milliseconds. */
function waited(world: World, asked: Asked): readonly [string, number] {
  const walk = walkIn(world, aPlan(asked).root);
  return [walk.outcome, walk.ms];
}

/** Case: what the network does, what registries.conf says, how the pull ends. */
const CASES = {
  'insecure, 80 serves': [DROPPED, INSECURE, 'ok'],
  'nothing declared': [DROPPED, '', 'fail'],
  'insecure, 80 dropped too': [BOTH_DROPPED, INSECURE, 'fail'],
  'refused instead of dropped': [REFUSED, '', 'fail'],
  'location = host:80': [DROPPED, REWRITE, 'ok'],
} as const;

// Port 443 silently dropped, seconds. Measured: buildah 1.28.2, podman 4.3.1, skopeo 1.9.3; others from source.
describe('how long a pull waits, with 443 dropped', () => {
  test.each<[string, string, readonly [number, number, number, number, number]]>([
    // 4 × (30 + 30) + 3 × 2; 4 × (30 + 30 + 30 + 30) + 3 × 2.
    ['buildah', '1.28.2', [30, 246, 486, 6, 0]],
    ['buildah', '1.34.0', [30, 246, 486, 6, 0]],
    // 4 × (30 + 30) + 1 + 2 + 4.
    ['buildah', '1.35.0', [30, 247, 487, 7, 0]],
    ['buildah', '1.38.0', [30, 127, 247, 7, 0]],
    ['buildah', '1.43.0', [30, 127, 247, 7, 0]],
    ['buildah', '1.44.0', [30, 127, 247, 7, 0]],
    ['podman', '4.3.1', [30, 243, 483, 3, 0]],
    ['podman', '5.2.0', [30, 243, 483, 3, 0]],
    ['podman', '5.3.0', [30, 123, 243, 3, 0]],
    ['podman', '6.0.0', [30, 123, 243, 3, 0]],
    ['skopeo', '1.9.3', [30, 60, 120, 0, 0]],
    ['skopeo', '1.16.0', [30, 60, 120, 0, 0]],
    ['skopeo', '1.17.0', [30, 30, 60, 0, 0]],
    ['skopeo', '1.22.2', [30, 30, 60, 0, 0]],
    // One round; two clients on success up to 1.30, two on failure in 1.33 and 1.34.
    ['cri-o', '1.30.0', [60, 60, 120, 0, 0]],
    ['cri-o', '1.31.0', [30, 60, 120, 0, 0]],
    ['cri-o', '1.32.0', [30, 30, 60, 0, 0]],
    ['cri-o', '1.34.0', [30, 60, 120, 0, 0]],
    ['cri-o', '1.35.0', [30, 30, 60, 0, 0]],
  ])('%s %s: %j s', (client, version, seconds) => {
    const walked = Object.values(CASES).map(([world, registries]) => waited(world, { client, version, registries }));
    expect(walked).toEqual(Object.values(CASES).map(([, , outcome], index) => [outcome, (seconds[index] ?? 0) * 1000]));
  });

  test.each([
    ['buildah', '1.28.2'],
    ['buildah', '1.44.0'],
    ['podman', '5.8.2'],
    ['skopeo', '1.22.2'],
  ])('%s %s: --tls-verify=false takes as long as insecure', (client, version) => {
    expect(waited(DROPPED, { client, version, flags: { tlsVerify: false } })).toEqual(['ok', 30_000]);
  });

  test('push waits too, rewritten or not', () => {
    const upload: World = {
      ...DROPPED,
      answers: ({ method }) =>
        method === 'POST'
          ? httpFact(202, { ms: 0, headers: { location: '/v2/app/blobs/uploads/1' } })
          : httpFact(200, { ms: 0 }),
    };
    for (const registries of [INSECURE, `${REWRITE}[[registry]]\nprefix = "*.other.test"\nlocation = "x.test"\n`])
      expect(waited(upload, { operation: 'push', registries })).toEqual(['ok', 30_000]);
  });

  test('a mirror at port 80 of the same host costs nothing while it has the tag', () => {
    expect(waited(DROPPED, { registries: MIRROR, client: 'skopeo' })).toEqual(['ok', 0]);
    const empty: World = {
      ...DROPPED,
      answers: ({ url }) => (url.endsWith('/manifests/1') ? httpFact(404, { ms: 0 }) : undefined),
    };
    expect(waited(empty, { registries: MIRROR, client: 'skopeo' })).toEqual(['fail', 30_000]);
  });
});

describe('other waits', () => {
  test.each<[string, string, World, string, readonly [string, number]]>([
    ['buildah', '1.28.2', { ports: { 443: 'mute', 80: 'http' } }, INSECURE, ['ok', 10_000]],
    ['buildah', '1.44.0', { ports: { 443: 'mute' } }, '', ['fail', 47_000]],
    ['skopeo', '1.22.2', { ports: { 443: 'untrusted' } }, '', ['fail', 0]],
    ['buildah', '1.44.0', { ports: { 443: 'http' } }, '', ['fail', 0]],
    ['podman', '4.3.1', { names: {}, ports: {} }, '', ['fail', 0]],
    ['skopeo', '1.22.2', { ports: { 443: 'https' }, answers: () => httpFact(429, { ms: 0 }) }, '', ['fail', 30_000]],
  ])('%s %s', (client, version, world, registries, expected) => {
    expect(waited(world, { client, version, registries })).toEqual(expected);
  });

  test('a port that accepts and says nothing: http after https waits without end', () => {
    const walk = walkIn({ ports: { 443: 'mute', 80: 'mute' } }, aPlan({ registries: INSECURE, client: 'skopeo' }).root);
    expect(walk).toMatchObject({ outcome: 'fail', bound: 'unbounded' });
  });

  test('http that redirects to a dropped https: 2 × (30 + 30) with skopeo 1.9.3', () => {
    const answers: World['answers'] = ({ url }) =>
      url.startsWith('http:')
        ? httpFact(301, { ms: 0, headers: { location: url.replace('http:', 'https:') } })
        : undefined;
    const asked = { client: 'skopeo', version: '1.9.3', registries: INSECURE };
    expect(waited({ ...DROPPED, answers }, asked)).toEqual(['fail', 120_000]);
  });
});

// Measured with buildah 1.28.2, podman 4.3.1, skopeo 1.9.3: 20.2 s and 25.2 s, skopeo inspect 15.1 s and 20.1 s.
describe('a dead first name server, with a connection for each request', () => {
  const dead = { resolver: aResolver('go', ['10.0.0.2', '10.0.0.3']).config };
  const entry = (letter: string) => ({ digest: `sha256:${letter.repeat(64)}`, mediaType: null, size: 2 });
  const image: Partial<HttpFact> = { ms: 0, config: entry('c'), layers: [entry('d')] };
  const answers = ({ url }: HttpKey) => httpFact(200, url.includes('/manifests/') ? image : { ms: 0 });
  const https: World = { ports: { 443: 'https' }, deadServers: ['10.0.0.2'], answers };
  const http: World = { ports: { 443: 'refused', 80: 'http' }, deadServers: ['10.0.0.2'], answers };

  test.each<[string, string, number, number]>([
    // ping, manifest, configuration, layer; over http the https ping as well.
    ['buildah', '1.28.2', 20_000, 25_000],
    ['podman', '4.3.1', 20_000, 25_000],
    ['skopeo', '1.9.3', 15_000, 20_000],
    // A look-up for its insecure networks, one client that only prepares (ping and manifest), one that copies.
    ['cri-o', '1.26.0', 35_000, 45_000],
    ['cri-o', '1.27.0', 15_000, 25_000],
    ['buildah', '1.30.0', 5000, 10_000],
    ['podman', '4.5.0', 5000, 10_000],
    ['skopeo', '1.12.0', 5000, 10_000],
  ])('%s %s: %i ms over https, %i ms over http', (client, version, overHttps, overHttp) => {
    expect(waited(https, { client, version, host: dead })).toEqual(['ok', overHttps]);
    expect(waited(http, { client, version, host: dead, registries: INSECURE })).toEqual(['ok', overHttp]);
  });

  test('blobs are steps of their own', () => {
    const walk = walkIn(https, aPlan({ version: '1.28.2', host: dead }).root);
    expect(requests(walk).slice(2)).toEqual([
      `GET https://reg.test/v2/app/blobs/${entry('c').digest}: 200`,
      `GET https://reg.test/v2/app/blobs/${entry('d').digest}: 200`,
    ]);
  });
});
