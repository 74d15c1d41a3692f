import { describe, expect, test } from 'vitest';
import type { BlobEntry, HttpFact } from '../../src/facts/facts.js';
import type { HttpKey } from '../../src/facts/keys.js';
import type { FollowBlobs, ManifestRule, PlanNode, SequenceNode } from '../../src/plan/nodes.js';
import { httpFact } from '../support/facts.js';
import { requests, type World, walkIn } from '../support/world.js';
import { aRequest } from './a-request.js';

const sum = (letter: string) => `sha256:${letter.repeat(64)}`;
const entry = (letter: string, more: Partial<BlobEntry> = {}): BlobEntry => ({
  digest: sum(letter),
  mediaType: null,
  size: 10,
  ...more,
});
const IMAGE: Partial<HttpFact> = { config: entry('c'), layers: [entry('d'), entry('e')], schemaVersion: 2 };
const BASE = 'https://reg.test/v2/app';

/** Answers by the end of the URL; 200 where nothing is said. */
type Answers = Readonly<Record<string, Partial<HttpFact>>>;

function world(answers: Answers): World {
  const of = ({ url }: HttpKey): HttpFact | undefined => {
    const found = Object.entries(answers).find(([end]) => new URL(url).pathname.endsWith(end));
    if (found === undefined) return url.includes('/manifests/') ? httpFact(200, IMAGE) : undefined;
    return httpFact(found[1].status ?? 200, found[1]);
  };
  return { ports: { 443: 'https', '10.0.0.8:443': 'https' }, answers: of };
}

function pull(more: Partial<FollowBlobs> = {}, manifests?: ManifestRule): SequenceNode {
  const manifest = aRequest(`${BASE}/manifests/1`, {
    step: 'manifest',
    accept: 'manifest',
    ...(manifests === undefined ? {} : { manifests }),
  });
  const one = aRequest(`${BASE}/blobs/`, { step: 'blob', byBlob: true });
  const blobs: FollowBlobs = { kind: 'follow', what: 'blobs', takes: ['configuration', 'layer'], one, ...more };
  return { kind: 'sequence', steps: [manifest, blobs] };
}

describe('blobs after the manifest', () => {
  test('the configuration, then the first layer, and no other', () => {
    expect(requests(walkIn(world({}), pull()))).toEqual([
      `GET ${BASE}/manifests/1: 200`,
      `GET ${BASE}/blobs/${sum('c')}: 200`,
      `GET ${BASE}/blobs/${sum('d')}: 200`,
    ]);
  });

  test('of a layer only a part is asked for: 206, and 416 for none at all, are good answers', () => {
    for (const status of [206, 416]) {
      expect(walkIn(world({ [sum('d')]: { status } }), pull()).outcome).toBe('ok');
      expect(walkIn(world({ [sum('c')]: { status } }), pull()).failure).toMatchObject({ kind: 'http-status', status });
    }
  });

  test.each([
    'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
    'application/vnd.oci.image.layer.nondistributable.v1.tar',
  ])('layers of the type %s are not the registry’s business', (mediaType) => {
    const layers = [entry('f', { mediaType }), entry('d')];
    const walk = walkIn(world({ '/manifests/1': { ...IMAGE, layers } }), pull({ takes: ['layer'] }));
    expect(requests(walk).at(-1)).toBe(`GET ${BASE}/blobs/${sum('d')}: 200`);
  });

  test.each(['../../../v2/other/manifests/1', 'sha256:', 'http://elsewhere/'])(
    'a digest that is none is never asked for: %j',
    (digest) => {
      const config = { digest, mediaType: null, size: 1 };
      const walk = walkIn(world({ '/manifests/1': { ...IMAGE, config, layers: [config] } }), pull());
      expect(requests(walk)).toEqual([`GET ${BASE}/manifests/1: 200`]);
    },
  );

  test('at the same time: the first failure counts, whatever the other still does', () => {
    const slow = { [sum('c')]: { status: 500, ms: 400 }, [sum('d')]: { status: 404, ms: 20 } };
    const walk = walkIn(world(slow), pull({ atOnce: true }));
    expect(walk.failure?.status).toBe(404);
    expect(walk.ms).toBeLessThan(100);
  });

  test('at the same time: two good ones take as long as the slower', () => {
    const both = { [sum('c')]: { ms: 300 }, [sum('d')]: { ms: 200 } };
    expect(walkIn(world(both), pull({ atOnce: true })).ms).toBeLessThan(400);
    expect(walkIn(world(both), pull()).ms).toBeGreaterThanOrEqual(500);
  });

  test('a mirror that has the manifest and not the layer is not made good by the registry', () => {
    const steps = [...pull().steps];
    steps.splice(1, 0, { kind: 'commit', of: 'endpoints' });
    const scheme = (nodes: PlanNode[]): PlanNode => ({
      kind: 'oneOf',
      label: 'scheme',
      moveOn: { kinds: 'any', except: [], statuses: null, exceptStatuses: [], exceptCodes: [] },
      report: 'last',
      options: [{ kind: 'sequence', steps: nodes }],
    });
    const endpoints = {
      ...scheme([]),
      label: 'endpoints',
      options: [scheme(steps), scheme([aRequest('https://reg.test/v2/')])],
    } as PlanNode;
    expect(walkIn(world({ [sum('d')]: { status: 404 } }), endpoints).failure?.status).toBe(404);
    expect(walkIn(world({ '/manifests/1': { status: 404 } }), endpoints).outcome).toBe('ok');
  });
});

describe('where a redirect leads', () => {
  const redirected = (location: string): Answers => ({ [sum('c')]: { status: 307, headers: { location } } });

  test('the target is asked without what proves who asks, and shown without its signature', () => {
    const asked: HttpKey[] = [];
    const { answers, ports } = world(redirected('https://store.test/x/y?X-Sig=abc'));
    const seen = (key: HttpKey) => {
      asked.push(key);
      return answers?.(key);
    };
    const walk = walkIn({ ports, answers: seen }, pull({ takes: ['configuration'] }));
    expect(requests(walk).at(-1)).toBe('GET https://store.test/x/y: 200');
    expect(asked.at(-1)).toMatchObject({ accept: 'configuration', authorization: null });
  });

  test('a target that cannot be looked up is where the pull ends', () => {
    const names = { 'reg.test': ['10.0.0.7'] };
    const walk = walkIn({ ...world(redirected('https://store.test/x')), names }, pull());
    expect(walk.failure).toMatchObject({ kind: 'dns-nxdomain' });
    expect(walk.manifest).not.toBeNull();
  });
});

describe('content that is not what it should be', () => {
  const whole = (letter: string, bodyBytes = 10): Partial<HttpFact> => ({ contentDigest: sum(letter), bodyBytes });

  test.each<[string, Answers, Partial<FollowBlobs>, string | null]>([
    ['as it should be', { [sum('c')]: whole('c'), [sum('d')]: whole('d') }, {}, null],
    ['another configuration', { [sum('c')]: whole('0') }, {}, 'content-digest'],
    [
      'another layer, small enough to be read whole',
      { [sum('d')]: { ...whole('0'), status: 206 } },
      {},
      'content-digest',
    ],
    [
      'another size, which the client compares',
      { [sum('c')]: whole('c', 9) },
      { sizes: ['configuration'] },
      'content-size',
    ],
    ['another size, which the client does not compare', { [sum('c')]: whole('c', 9) }, {}, null],
    [
      'another size of a large layer, by its range',
      { [sum('d')]: { status: 206, headers: { 'content-range': 'bytes 0-65535/70000' } } },
      { sizes: ['layer'] },
      'content-size',
    ],
    [
      'a length that says nothing of the content',
      { [sum('d')]: { headers: { 'content-length': '4', 'content-encoding': 'gzip' } } },
      { sizes: ['layer'] },
      null,
    ],
  ])('%s', (_, answers, more, expected) => {
    const walk = walkIn(world(answers), pull(more));
    expect(walk.failure?.kind ?? null).toBe(expected);
    expect(walk.outcome).toBe(expected === null ? 'ok' : 'fail');
  });

  test('a large layer of another size, for a client that compares digests only: nobody knows', () => {
    const answers = { [sum('d')]: { status: 206, headers: { 'content-range': 'bytes 0-65535/70000' } } };
    const walk = walkIn(world(answers), pull());
    expect(walk.outcome).toBe('unknown');
    expect(walk.unknowns[0]?.why).toContain('says 10 bytes and the registry has 70000');
  });

  test('a manifest that was asked for by another digest', () => {
    const byDigest = aRequest(`${BASE}/manifests/${sum('a')}`, { step: 'manifest', accept: 'manifest' });
    const answers = (contentDigest: string): Answers => ({ [sum('a')]: { ...IMAGE, contentDigest } });
    expect(walkIn(world(answers(sum('a'))), byDigest).outcome).toBe('ok');
    expect(walkIn(world(answers(sum('b'))), byDigest).failure?.kind).toBe('content-digest');
  });
});

describe('types of manifests', () => {
  const OCI = 'application/vnd.oci.image.manifest.v1+json';
  const rule: ManifestRule = { types: [OCI], others: 'refused', refusal: 'no TYPE' };
  const typed = (type: string | null, more: Partial<HttpFact> = {}): Answers => ({
    '/manifests/1': { ...IMAGE, headers: type === null ? {} : { 'content-type': type }, ...more },
  });
  const config = (mediaType: string) => ({ config: { ...entry('c'), mediaType } });

  test.each<[string, ManifestRule, Answers, boolean]>([
    ['a type it knows', rule, typed(`${OCI}; charset=utf-8`), true],
    ['a type it does not', rule, typed('application/x'), false],
    ['no type', rule, typed(null), false],
    ['others are taken for images', { ...rule, others: 'image' }, typed('application/x'), true],
    ['but for some', { ...rule, others: 'image', refused: ['application/x'] }, typed('application/x'), false],
    [
      'others are read as schema 1',
      { ...rule, others: 'schema 1' },
      typed('application/json', { schemaVersion: 1 }),
      true,
    ],
    ['others are read as schema 1, and are none', { ...rule, others: 'schema 1' }, typed('application/json'), false],
    ['a configuration it knows', { ...rule, configurations: ['a/b'] }, typed(OCI, config('a/b')), true],
    ['a configuration it does not', { ...rule, configurations: ['a/b'] }, typed(OCI, config('c/d')), false],
    [
      'an image’s layers decide',
      { ...rule, configurations: ['a/b'], layersDecide: true },
      typed(OCI, {
        ...config('c/d'),
        layers: [entry('d', { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' })],
      }),
      true,
    ],
    [
      'a fact of an older report says nothing',
      rule,
      { '/manifests/1': { headers: { 'content-type': 'application/x' } } },
      true,
    ],
  ])('%s', (_, manifests, answers, good) => {
    const walk = walkIn(world(answers), pull({ takes: [] }, manifests));
    expect(walk.failure?.kind ?? null).toBe(good ? null : 'media-type');
  });
});
