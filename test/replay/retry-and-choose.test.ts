import { describe, expect, test } from 'vitest';
import { ANY_FAILURE } from '../../src/plan/failure.js';
import type { ChooseNode, RetryNode } from '../../src/plan/nodes.js';
import { httpFact } from '../support/facts.js';
import { requests, walkIn } from '../support/world.js';
import { aRequest, aResolver } from './a-request.js';

const SOURCE = { kind: 'default', name: 'test', line: null, says: '' } as const;

function retry(attempts: number, delaysMs: readonly number[], when = ANY_FAILURE): RetryNode {
  return { kind: 'retry', attempts, delaysMs, when, body: aRequest('https://reg.test/v2/'), source: SOURCE };
}

describe('retry', () => {
  test.each<[string, number, readonly number[], number]>([
    ['fixed delays repeat', 4, [2000], 6000],
    ['a list of delays', 4, [1000, 2000, 4000], 7000],
    ['one try is no retry', 1, [2000], 0],
    ['no delays', 3, [], 0],
  ])('%s', (_case, attempts, delays, ms) => {
    const walk = walkIn({ ports: {} }, retry(attempts, delays));
    expect(walk).toMatchObject({ outcome: 'fail', ms });
    expect(walk.attempts.filter(({ step }) => step === 'ping').map((attempt) => attempt.retry)).toEqual(
      Array.from({ length: attempts }, (_, index) => index),
    );
  });

  test('nothing is tried again after a failure the rule doesn’t speak of', () => {
    const when = { ...ANY_FAILURE, except: ['tls-untrusted'] } as const;
    const walk = walkIn({ ports: { 443: 'untrusted' } }, retry(4, [2000], when));
    expect(walk).toMatchObject({ ms: 0, failure: { kind: 'tls-untrusted' } });
  });

  test('every try connects anew', () => {
    const walk = walkIn({ ports: { 443: 'https' }, answers: () => httpFact(503, { ms: 0 }) }, retry(3, [1000]));
    expect(walk.attempts.filter(({ step }) => step === 'tls')).toHaveLength(3);
  });
});

describe('choose', () => {
  const node: ChooseNode = {
    kind: 'choose',
    byFact: {
      addressesOf: 'reg.test',
      resolver: aResolver('go', ['10.0.0.2']),
      within: ['10.1.0.0/16', '::1/128', 'junk'],
    },
    inside: aRequest('http://reg.test/v2/'),
    outside: aRequest('https://reg.test/v2/'),
    source: SOURCE,
  };

  test.each<[string, readonly string[] | null, string]>([
    ['inside', ['10.1.2.3'], 'http'],
    ['outside', ['10.2.2.3'], 'https'],
    ['one of several inside', ['10.2.2.3', '10.1.2.3'], 'http'],
    ['another family', ['::1'], 'http'],
    ['IPv4 in IPv6', ['::ffff:10.1.2.3'], 'http'],
    ['a name that does not exist', null, 'https'],
  ])('%s', (_case, addresses, scheme) => {
    const names: Record<string, readonly string[]> = addresses === null ? {} : { 'reg.test': addresses };
    const walk = walkIn({ names, ports: { 443: 'https', 80: 'http' } }, node);
    expect(requests(walk)[0]).toContain(`GET ${scheme}://`);
  });
});
