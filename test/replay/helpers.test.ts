import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import type { HelperFact } from '../../src/facts/facts.js';
import type { CredentialRef, HelperUse } from '../../src/plan/nodes.js';
import { replay } from '../../src/replay/replay.js';
import { helperFact } from '../findings/support/helpers.js';
import { challenged, httpFact } from '../support/facts.js';
import { environmentOf, walkIn } from '../support/world.js';
import { aChallenge } from './a-request.js';

const SOURCE = { kind: 'file', name: '/config.json', line: 1, says: '' } as const;
const FILE: CredentialRef = {
  id: '/config.json#/auths/reg.test',
  kind: 'basic',
  source: SOURCE,
  matchedKey: 'reg.test',
};

function kept(name: string, more: Partial<HelperUse> = {}): CredentialRef {
  const program = `docker-credential-${name}`;
  return {
    id: `helper ${program} reg.test`,
    kind: 'helper',
    helper: { program, server: 'reg.test', ...more },
    source: SOURCE,
    matchedKey: 'reg.test',
  };
}

function factsWith(helpers: Readonly<Record<string, HelperFact>>): FactBook {
  return new FactBook(
    Object.entries(helpers).map(([name, fact]) => [`helper docker-credential-${name} reg.test`, fact] as const),
  );
}

/** Credentials sent with the manifest request, the failure, or what is still needed. */
function sent(
  credential: CredentialRef,
  helpers: Readonly<Record<string, HelperFact>>,
  options: { readonly first?: boolean; readonly open?: boolean } = {},
): string {
  const node = aChallenge({ credential });
  const root = options.first === true ? ({ kind: 'sequence', looksUp: credential, steps: [node] } as const) : node;
  const world = {
    ports: { 443: 'https' } as const,
    answers: ({ url }: { readonly url: string }) =>
      !url.endsWith('/v2/') || options.open === true ? httpFact(200) : challenged(['basic', { realm: 'x' }]),
  };
  const walk = walkIn(world, root, factsWith(helpers));
  if (walk.failure !== null) return `${walk.failure.kind}: ${walk.failure.text}`;
  return walk.attempts.find(({ step }) => step === 'manifest')?.credentialFrom ?? 'nobody';
}

const GOOD = helperFact('credentials');
const NONE = helperFact('not-found');
const BAD = helperFact('failed', { detail: 'exit status 1' });

describe('a credential that a helper keeps', () => {
  test.each<[string, CredentialRef, Readonly<Record<string, HelperFact>>, string]>([
    ['is sent', kept('a'), { a: GOOD }, 'helper docker-credential-a reg.test'],
    ['is not there', kept('a'), { a: NONE }, 'nobody'],
    ['is not there, another is', kept('a', { none: FILE }), { a: NONE }, FILE.id],
    [
      'of the second helper',
      kept('a', { none: kept('b') }),
      { a: NONE, b: GOOD },
      'helper docker-credential-b reg.test',
    ],
    [
      'can’t be had',
      kept('a'),
      { a: BAD },
      'credential-helper: error getting credentials of reg.test from docker-credential-a: exit status 1',
    ],
    ['can’t be had, the next one can', kept('a', { none: FILE }), { a: BAD }, FILE.id],
    [
      'can’t be had, and the next has none',
      kept('a', { none: kept('b') }),
      { a: BAD, b: NONE },
      'credential-helper: error getting credentials of reg.test from docker-credential-a: exit status 1',
    ],
    [
      'can’t be had, and nothing follows a failure',
      kept('a', { none: FILE, failed: null }),
      { a: BAD },
      'credential-helper: error getting credentials of reg.test from docker-credential-a: exit status 1',
    ],
    ['can’t be had and is passed over', kept('a', { forgives: true, failed: null }), { a: BAD }, 'nobody'],
    ['can’t be had, the entry beside it counts', kept('a', { forgives: true, failed: FILE }), { a: BAD }, FILE.id],
    [
      'its program is absent',
      kept('a', { absent: true }),
      {},
      'credential-helper: error getting credentials of reg.test from docker-credential-a: it is not on the PATH',
    ],
    [
      'a broken file comes after',
      kept('a', { none: { kind: 'stop', failure: 'config', because: 'broken', source: SOURCE } }),
      { a: NONE },
      'config: broken',
    ],
  ])('%s', (_case, credential, helpers, expected) => {
    expect(sent(credential, helpers)).toBe(expected);
    expect(sent(credential, helpers, { first: true })).toBe(expected);
  });

  test('is looked up before the network by those who do that, and only then ends a public pull', () => {
    expect(sent(kept('a'), { a: BAD }, { open: true })).toBe('nobody');
    expect(sent(kept('a'), { a: BAD }, { open: true, first: true })).toMatch(/^credential-helper: /);
  });

  test('is asked for where it is wanted, and only there', () => {
    const root = { kind: 'sequence', looksUp: kept('a'), steps: [aChallenge()] } as const;
    expect(replay(root, environmentOf(new FactBook())).needs).toEqual([
      { kind: 'helper', program: 'docker-credential-a', server: 'reg.test' },
    ]);
    expect(sent(kept('a'), {}, { open: true })).toBe('nobody');
  });

  test('costs the client the helper’s time, once', () => {
    const credential = kept('a');
    const root = { kind: 'sequence', looksUp: credential, steps: [aChallenge({ credential })] } as const;
    const walkWith = (ms: number) =>
      walkIn(
        { ports: { 443: 'https' }, answers: () => challenged(['basic', { realm: 'x' }]) },
        root,
        factsWith({ a: helperFact('credentials', { ms }) }),
      );
    expect(walkWith(1500).ms - walkWith(0).ms).toBe(1500);
  });

  test('a helper that never ends is waited for without limit', () => {
    const root = { kind: 'sequence', looksUp: kept('a', { forgives: true }), steps: [] } as const;
    const walk = replay(root, environmentOf(factsWith({ a: helperFact('silent', { ms: 5000 }) })));
    expect(walk).toMatchObject({ outcome: 'fail', bound: 'unbounded', failure: { kind: 'credential-helper' } });
  });

  test('of a machine whose programs are not run is unknown', () => {
    const root = { kind: 'sequence', looksUp: kept('a'), steps: [] } as const;
    const fact = helperFact('failed', { detail: 'internal: no helper program is run' });
    const walk = replay(root, environmentOf(factsWith({ a: fact })));
    expect(walk).toMatchObject({ outcome: 'unknown', needs: [] });
  });
});
