import { describe, expect, test } from 'vitest';
import type { HttpKey } from '../../src/facts/keys.js';
import { httpFact } from '../support/facts.js';
import { requests, type World, walkIn } from '../support/world.js';
import { aChallenge, aRequest, aTransport } from './a-request.js';

const SERVING = { 443: 'https', 80: 'http', 5000: 'http' } as const;

/** A world in which `https://reg.test/a` redirects, and all else is answered well. */
function redirecting(location: string, more: Partial<World> = {}, status = 307): World {
  const answers = ({ url }: HttpKey) =>
    url.endsWith('/a') ? httpFact(status, { headers: { location }, ms: 0 }) : undefined;
  return { ports: SERVING, answers, ...more };
}

describe('what a server elsewhere names is not asked', () => {
  test.each([
    ['http://127.0.0.1:5000/x', '127.0.0.1 is an address of this machine itself'],
    ['http://[::ffff:127.0.0.1]:5000/', '::ffff:7f00:1 is an address of this machine itself'],
    ['http://169.254.169.254/latest/', '169.254.169.254 is a metadata service'],
    ['http://near.test/', 'near.test is 127.0.0.1, which is an address of this machine itself'],
    ['http://both.test/', 'both.test is 169.254.1.1, which is a link-local address'],
    [`http://cdn.test/${'a'.repeat(9000)}`, 'that address has 9016 characters'],
  ])('%s', (location, why) => {
    const names = {
      'reg.test': ['10.0.0.7'],
      'cdn.test': ['10.0.0.8'],
      'near.test': ['127.0.0.1'],
      'both.test': ['10.0.0.7', '169.254.1.1'],
    };
    const walk = walkIn(redirecting(location, { names }), aRequest('https://reg.test/a'));
    expect(walk.outcome).toBe('unknown');
    expect(walk.unknowns).toHaveLength(1);
    expect(walk.unknowns[0]?.why).toContain(`reg.test sends clients there, but ${why}`);
    expect(walk.attempts.filter(({ step }) => step === 'tcp')).toHaveLength(1);
  });

  test.each([
    ['10.0.0.7', 'http://10.9.9.9:5000/', 'a private address'],
    ['127.0.0.1', 'http://127.0.0.1:5000/', 'the loopback, where the registry is there too'],
  ])('a registry at %s to %s is followed: %s', (address, location) => {
    const names = { 'reg.test': [address] };
    const walk = walkIn(redirecting(location, { names }), aRequest('https://reg.test/a'));
    expect(walk.outcome).toBe('ok');
    expect(requests(walk)).toHaveLength(2);
  });

  test('a registry on the loopback leads to no metadata service', () => {
    const names = { 'reg.test': ['127.0.0.1'] };
    const walk = walkIn(redirecting('http://169.254.169.254/', { names }), aRequest('https://reg.test/a'));
    expect(walk.unknowns[0]?.why).toContain('metadata service');
  });

  test('a token realm on the loopback', () => {
    const challenges = [{ scheme: 'bearer', parameters: { realm: 'https://localhost/token' } }];
    const world: World = {
      names: { 'reg.test': ['10.0.0.7'], localhost: ['127.0.0.1'] },
      ports: SERVING,
      answers: ({ url }) => (url.endsWith('/v2/') ? httpFact(401, { challenges }) : undefined),
    };
    const walk = walkIn(world, aChallenge());
    expect(walk.unknowns[0]).toMatchObject({ what: 'token at https://localhost/token' });
    expect(requests(walk).at(-1)).toContain('https://localhost/token: unknown');
  });
});

describe('what may change something', () => {
  const post = (more = {}) => aRequest('https://reg.test/a', { method: 'POST', ...more });

  test.each(['https://other.test/a2', 'https://reg.test:9200/index', 'http://reg.test:5000/x'])(
    'is not repeated at %s',
    (location) => {
      const walk = walkIn(redirecting(location), post());
      expect(walk.unknowns[0]?.why).toContain('the client would repeat its POST there');
    },
  );

  test.each(['https://reg.test/b', '/b'])('is repeated at %s', (location) => {
    expect(requests(walkIn(redirecting(location), post()))).toEqual([
      'POST https://reg.test/a: 307',
      'POST https://reg.test/b: 200',
    ]);
  });

  test('becomes a GET with 303, which is followed', () => {
    expect(requests(walkIn(redirecting('https://other.test/b', {}, 303), post())).at(-1)).toBe(
      'GET https://other.test/b: 200',
    );
  });
});

test('a credential that redirects lead away and back is asked for in vain: nothing follows from that', () => {
  const answers = ({ url }: HttpKey) => {
    if (url.endsWith('/v2/')) return httpFact(401, { challenges: [{ scheme: 'basic', parameters: {} }] });
    if (url.endsWith('/manifests/1')) return httpFact(307, { headers: { location: 'https://cdn.test/x' } });
    if (url === 'https://cdn.test/x') return httpFact(302, { headers: { location: 'https://reg.test/back' } });
    return httpFact(401);
  };
  const source = { kind: 'default', name: 'test', line: null, says: '' } as const;
  const credential = { id: 'test', kind: 'basic', source, matchedKey: null } as const;
  const walk = walkIn({ ports: SERVING, answers }, aChallenge({ credential, transport: aTransport() }));
  expect(walk.unknowns[0]?.why).toContain('away from this origin and back');
});
