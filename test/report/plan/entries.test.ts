import { describe, expect, test } from 'vitest';
import { ANY_FAILURE } from '../../../src/plan/failure.js';
import type { PlanNode } from '../../../src/plan/nodes.js';
import { planEntries } from '../../../src/report/plan/entries.js';
import { aChallenge, anyOf, aRequest, aResolver, aTransport } from '../../replay/a-request.js';
import { aLine, asks } from './a-client-plan.js';

const COMMIT: PlanNode = { kind: 'commit' };
const sequence = (...steps: PlanNode[]): PlanNode => ({ kind: 'sequence', steps });
const stop: PlanNode = { kind: 'stop', failure: 'config', because: 'no', sources: [] };
const refused = { ...ANY_FAILURE, kinds: ['tcp-refused'] } as const;

/** `2 https://b/v2/ -> 3 on any failure` for each attempt. */
function moves(root: PlanNode): string[] {
  return planEntries(root).flatMap((entry) => {
    if (entry.kind !== 'attempt') return [];
    const on = entry.movesOn === null ? '' : ` -> ${entry.movesOn.to ?? 'stop'} on ${entry.movesOn.when}`;
    return [`${entry.number} ${new URL(entry.url).host}${on}`];
  });
}

describe('where a failure leads', () => {
  test.each<[string, PlanNode, string[]]>([
    ['a request alone', asks('a'), ['1 a']],
    ['two ways', anyOf([asks('a'), asks('b')]), ['1 a -> 2 on any failure', '2 b']],
    [
      'a step after a commit is final',
      anyOf([sequence(asks('a'), COMMIT, asks('b')), asks('c')]),
      ['1 a -> 3 on any failure', '2 b', '3 c'],
    ],
    [
      'after a commit the outer choice still moves on',
      anyOf([anyOf([sequence(asks('a'), COMMIT, asks('b')), asks('c')]), asks('d')], { moveOn: refused }),
      ['1 a -> 3 on any failure', '2 b -> 4 on connection refused', '3 c -> 4 on connection refused', '4 d'],
    ],
    ['a way that only stops', anyOf([asks('a'), stop]), ['1 a -> stop on any failure']],
    [
      'the same way again leads back',
      anyOf([sequence(asks('a'), asks('b')), sequence(asks('a'), asks('b'))]),
      ['1 a -> 1 on any failure', '2 b -> 1 on any failure'],
    ],
    [
      'one branch knows nothing of the commits of the other',
      anyOf([
        {
          kind: 'choose',
          byFact: { addressesOf: 'reg.test', resolver: aResolver('go', []), within: ['10.0.0.0/8'] },
          inside: sequence(COMMIT, asks('a')),
          outside: asks('b'),
          source: aLine('/etc/d.json', 3, 'cidr'),
        },
        asks('c'),
      ]),
      ['1 a', '2 b -> 3 on any failure', '3 c'],
    ],
  ])('%s', (_name, root, expected) => {
    expect(moves(root)).toEqual(expected);
  });
});

describe('what an attempt says', () => {
  const [ping, manifest] = planEntries(
    aChallenge({
      credential: {
        id: 'flag:--creds',
        kind: 'basic',
        source: { kind: 'flag', name: '--creds', line: null, says: '' },
        matchedKey: 'reg.test',
      },
    }),
  );

  test('credentials by their source, the realm by the challenge', () => {
    expect(ping).toMatchObject({
      credentials: {
        sent: 'when challenged',
        challengedAt: 1,
        from: { path: '--creds' },
        matchedKey: 'reg.test',
        scopes: ['repository:app:pull'],
        realm: 'named by the challenge',
      },
    });
    expect(manifest).toMatchObject({ credentials: { sent: 'as challenged before', challengedAt: 1 } });
  });

  test('CA files with the line that named them, time-outs, and no TLS for plain HTTP', () => {
    const transport = aTransport({
      tls: {
        verify: true,
        roots: {
          systemFiles: ['/etc/ssl/certs/ca-certificates.crt'],
          systemDirectories: [],
          extra: [{ path: '/etc/ca.crt', source: aLine('/etc/hosts.toml', 2, 'ca') }],
          replacesSystem: false,
        },
        clientCertificate: null,
        goVersion: '1.24',
      },
      overallMs: 15_000,
    });
    const [https] = planEntries(asks('a', { transport }));
    expect(https).toMatchObject({
      tls: { verify: true, caFiles: [{ path: '/etc/ca.crt', because: { path: '/etc/hosts.toml', line: 2 } }] },
      timeouts: { connectMs: 30_000, tlsMs: 10_000, answerMs: null, wholeMs: 15_000 },
    });
    expect(planEntries(aRequest('http://a/v2/', { transport }))[0]).toMatchObject({ tls: null });
  });

  test('a request without a reason of its own is made for that of its origin', () => {
    const mirror = aLine('/etc/r.conf', 5, 'mirror');
    const root = sequence(asks('m'), asks('m', { sources: [mirror] }), asks('other'));
    const because = planEntries(root).map((entry) => (entry.kind === 'attempt' ? entry.because : null));
    expect(because).toMatchObject([[{ path: '/etc/r.conf', line: 5 }], [{ line: 5 }], []]);
  });
});

test('both branches of a decision that hangs on the network are shown, under their conditions', () => {
  const entries = planEntries({
    kind: 'choose',
    byFact: { addressesOf: 'reg.test', resolver: aResolver('go', []), within: ['10.0.0.0/8', '127.0.0.0/8'] },
    inside: asks('a'),
    outside: stop,
    source: aLine('/etc/docker/daemon.json', 3, 'insecure-registries'),
  });
  expect(entries).toMatchObject([
    { kind: 'branch', condition: 'if an address of reg.test is in 10.0.0.0/8, 127.0.0.0/8', because: { line: 3 } },
    { kind: 'attempt', depth: 1 },
    { kind: 'branch', condition: 'if no address of reg.test is' },
    { kind: 'stop', depth: 1, says: 'no' },
  ]);
});

test('a plan of thousands of ways is cut', () => {
  const entries = planEntries(anyOf(Array.from({ length: 5000 }, (_, index) => asks(`m${index}`))));
  expect(entries.length).toBeLessThan(500);
  expect(entries.at(-1)?.kind).toBe('cut');
});
