import { describe, expect, test } from 'vitest';
import { ANY_FAILURE } from '../../src/plan/failure.js';
import type { OneOfNode, PlanNode } from '../../src/plan/nodes.js';
import { httpFact } from '../support/facts.js';
import { requests, type World, walkIn } from '../support/world.js';
import { anyOf, aRequest } from './a-request.js';

/** What each endpoint does: a status, or how it can't be reached. */
type Does = number | 'refused' | 'too-large';

/** Endpoints e0, e1, … each doing what is said, tried in order. */
function walked(does: readonly Does[], more: Partial<OneOfNode> = {}) {
  const names = does.map((_, index) => `e${index}.test`);
  const world: World = {
    names: Object.fromEntries(names.map((name, index) => [name, [`10.0.1.${index}`]])),
    ports: Object.fromEntries(
      does.map((each, index) => [`10.0.1.${index}:443`, each === 'refused' ? 'refused' : 'https']),
    ),
    answers: ({ url }) => {
      const each = does[Number(/e(\d+)\.test/.exec(url)?.[1])];
      return each === 'too-large' ? httpFact(200, { outcome: 'too-large' }) : httpFact(Number(each));
    },
  };
  const walk = walkIn(
    world,
    anyOf(
      names.map((name) => aRequest(`https://${name}/v2/`)),
      more,
    ),
  );
  const failure = walk.failure;
  return {
    walk,
    told: failure === null ? walk.outcome : failure.kind === 'http-status' ? String(failure.status) : failure.kind,
    tried: requests(walk).length,
  };
}

describe('which failure is told', () => {
  test.each<[OneOfNode['report'], readonly Does[], string]>([
    ['first', [404, 503, 'refused'], '404'],
    ['last', [404, 503, 'refused'], 'tcp-refused'],
    ['joined', [404, 503, 'refused'], 'tcp-refused'],
    // containerd 1.x: the first that is no 404.
    ['first-visible', [404, 'refused', 503], 'tcp-refused'],
    ['first-visible', [404, 503, 'refused'], '503'],
    ['first-visible', ['refused', 404], 'tcp-refused'],
    ['first-visible', [404, 404], '404'],
    // containerd 2.x: oversize, other status, 404, transport.
    ['priority', ['refused', 404, 503, 'too-large'], 'http-too-large'],
    ['priority', ['refused', 404, 503, 403], '503'],
    ['priority', ['refused', 404], '404'],
    ['priority', [404, 403], '403'],
    ['priority', ['refused', 'refused'], 'tcp-refused'],
  ])('%s of %j: %s', (report, does, expected) => {
    expect(walked(does, { report }).told).toBe(expected);
  });

  test('joined names the others too', () => {
    const text = walked([404, 503], { report: 'joined' }).walk.failure?.text ?? '';
    expect(text).toContain('503');
    expect(text).toContain('also failed: 404');
  });
});

describe('moving on', () => {
  test('ends with the first that works', () => {
    expect(walked(['refused', 200, 200])).toMatchObject({ told: 'ok', tried: 2 });
  });

  test('only after the failures the rule speaks of', () => {
    const moveOn = { ...ANY_FAILURE, kinds: ['tcp-refused'] } as const;
    expect(walked(['refused', 404, 200], { moveOn })).toMatchObject({ told: '404', tried: 2 });
  });

  test('all failures on the way are kept, also where it ends well', () => {
    expect(walked(['refused', 503, 200]).walk.failures.map(({ kind }) => kind)).toEqual(['tcp-refused', 'http-status']);
  });
});

describe('commit', () => {
  const world: World = {
    ports: { 443: 'https', 80: 'http' },
    answers: ({ url }) => (url.endsWith('/manifests/1') ? httpFact(404) : undefined),
  };
  const committed = (base: string): PlanNode => ({
    kind: 'sequence',
    steps: [aRequest(`${base}/v2/`), { kind: 'commit' }, aRequest(`${base}/v2/app/manifests/1`, { step: 'manifest' })],
  });

  test('makes what fails after it final', () => {
    const walk = walkIn(world, anyOf([committed('https://reg.test'), committed('http://reg.test')]));
    expect(requests(walk)).toEqual([
      'GET https://reg.test/v2/: 200',
      'GET https://reg.test/v2/app/manifests/1: http-status 404',
    ]);
  });

  test('not what fails before it', () => {
    const walk = walkIn(
      { ...world, ports: { 80: 'http' } },
      anyOf([committed('https://reg.test'), committed('http://reg.test')]),
    );
    expect(requests(walk)[1]).toBe('GET http://reg.test/v2/: 200');
  });

  test('only for the nearest choice: the next mirror is still tried', () => {
    const mirror = anyOf([committed('https://mirror.test'), committed('http://mirror.test')]);
    const walk = walkIn(world, anyOf([mirror, anyOf([committed('https://reg.test')])]));
    expect(requests(walk).map((line) => line.split(' ')[1])).toEqual(
      [
        'https://mirror.test/v2/',
        'https://mirror.test/v2/app/manifests/1:',
        'https://reg.test/v2/',
        'https://reg.test/v2/app/manifests/1:',
      ].map((url) => (url.endsWith(':') ? url : `${url}:`)),
    );
  });
});
