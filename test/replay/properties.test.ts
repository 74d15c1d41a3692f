import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import { type FactKey, keyId } from '../../src/facts/keys.js';
import type { PlanNode } from '../../src/plan/nodes.js';
import { replay, wastedMs } from '../../src/replay/replay.js';
import type { Walk } from '../../src/replay/walk.js';
import { aPlan } from '../clients/containers-image/a-plan.js';
import { anyWorld } from '../support/any-facts.js';
import { environmentOf } from '../support/world.js';
import { aChallenge, anyOf, aRequest, aResolver, aTransport } from './a-request.js';

/** Rounds after which a walk that still asks counts as endless. */
const MOST_ROUNDS = 400;

const CREDENTIAL = {
  id: 'auth.json#reg',
  kind: 'basic',
  source: { kind: 'default', name: 'x', line: null, says: '' },
  matchedKey: null,
} as const;
const manifest = (base: string): PlanNode => ({
  kind: 'follow',
  what: 'index',
  first: aRequest(`${base}/v2/app/manifests/1`, { step: 'manifest', authorization: 'bound' }),
  platform: { os: 'linux', architecture: 'arm', variant: 'v7' },
});
const pingThenManifest = (base: string): PlanNode =>
  aChallenge(
    { credential: CREDENTIAL, token: { method: 'post-first', account: true, clientId: null } },
    { first: aRequest(`${base}/v2/`, { success: [200, 401] }), then: manifest(base), commit: true },
  );
const musl = aTransport({
  resolver: aResolver('musl', ['10.0.0.2', '10.0.0.3'], { search: ['a.test'], ndots: 5 }),
  overallMs: 15_000,
});
const glibc = aTransport({
  resolver: aResolver('glibc', ['10.0.0.2', '10.0.0.3'], { search: ['a.test'], ndots: 5 }),
  keepAlive: false,
});

const PLANS: readonly (readonly [string, PlanNode])[] = [
  [
    'buildah 1.28',
    aPlan({ version: '1.28.2', registries: '[[registry]]\nlocation = "reg.test"\ninsecure = true\n' }).root,
  ],
  ['buildah 1.44', aPlan({}).root],
  ['cri-o 1.30', aPlan({ client: 'cri-o', version: '1.30.0' }).root],
  ['a push', aPlan({ operation: 'push', registries: '[[registry]]\nlocation = "reg.test"\ninsecure = true\n' }).root],
  [
    'a race',
    {
      kind: 'race',
      staggerMs: 300,
      options: [pingThenManifest('https://reg.test'), pingThenManifest('http://reg.test')],
    },
  ],
  [
    'endpoints with other resolvers',
    anyOf(
      [
        aRequest('https://reg.test/v2/', { transport: musl }),
        aChallenge(
          { credential: CREDENTIAL },
          {
            on: 'answer',
            first: aRequest('https://reg.test/v2/app/manifests/1', { method: 'HEAD', transport: glibc }),
            then: manifest('https://reg.test'),
          },
        ),
      ],
      { report: 'priority' },
    ),
  ],
  [
    'a choice by address',
    {
      kind: 'choose',
      byFact: { addressesOf: 'reg.test', resolver: aResolver('go', ['10.0.0.2']), within: ['10.0.0.0/8', 'fd00::/8'] },
      inside: pingThenManifest('http://reg.test'),
      outside: pingThenManifest('https://reg.test'),
      source: CREDENTIAL.source,
    },
  ],
];

/** All states of a walk while facts come in, `take` of the needed ones a round. */
function walks(root: PlanNode, seed: number, take: number): Walk[] {
  const world = anyWorld(seed);
  const book = new FactBook();
  const seen: Walk[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const walk = replay(root, environmentOf(book, { allowInsecureAuth: seed % 2 === 0 }));
    seen.push(walk);
    if (walk.outcome !== 'unknown' || walk.needs.length === 0) return seen;
    for (const key of walk.needs.slice(0, take)) book.set(key, world(key));
  }
  throw new Error('the walk never ends');
}

describe.each(PLANS)('%s over any facts at all', (_name, root) => {
  const runs = { numRuns: 60 };

  test('never throws, ends, and says what it lacks', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 3, 100), (seed, take) => {
        for (const walk of walks(root, seed, take)) {
          expect(walk.outcome === 'unknown').toBe(walk.needs.length > 0 || walk.unknowns.length > 0);
          expect(walk.outcome === 'fail').toBe(walk.failure !== null);
          expect(walk.ms).toBeGreaterThanOrEqual(0);
          expect(new Set(walk.attempts.map(({ id }) => id)).size).toBe(walk.attempts.length);
          expect(walk.attempts.every(({ ms: each }) => each >= 0 && Number.isFinite(each))).toBe(true);
          expect(wastedMs(walk.attempts)).toBeGreaterThanOrEqual(0);
        }
      }),
      runs,
    );
  });

  test('comes to the same whatever order facts come in', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const ends = [1, 3, 100].map((take) => walks(root, seed, take).at(-1));
        expect(ends.map((walk) => [walk?.outcome, walk?.ms, walk?.failure?.text])).toEqual(
          Array(3).fill([ends[0]?.outcome, ends[0]?.ms, ends[0]?.failure?.text]),
        );
      }),
      runs,
    );
  });

  test('a decided walk stays decided as facts are added', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, other) => {
        const world = anyWorld(seed);
        const needed = new Map<string, FactKey>();
        const book = new FactBook();
        const environment = environmentOf(book, { allowInsecureAuth: true });
        let walk = replay(root, environment);
        for (let round = 0; walk.needs.length > 0 && round < MOST_ROUNDS; round += 1) {
          for (const key of walk.needs) needed.set(keyId(key), key);
          const [key] = walk.needs.slice(other % walk.needs.length);
          if (key !== undefined) book.set(key, world(key));
          walk = replay(root, environment);
        }
        for (const key of needed.values()) {
          if (book.has(key)) continue;
          book.set(key, world(key));
          const later = replay(root, environment);
          expect([later.outcome, later.ms]).toEqual([walk.outcome, walk.ms]);
        }
      }),
      runs,
    );
  });
});
