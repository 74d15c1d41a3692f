import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import type { HttpFact } from '../../src/facts/facts.js';
import type { HttpKey } from '../../src/facts/keys.js';
import { challenged, httpFact } from '../support/facts.js';
import { walkIn } from '../support/world.js';
import { aChallenge, aRequest } from './a-request.js';

const SERVING = { 443: 'https', 80: 'http' } as const;
const CREDENTIAL = {
  id: '/auth.json#/auths/reg.test',
  kind: 'basic',
  source: { kind: 'file', name: '/auth.json', line: 1, says: '' },
  matchedKey: 'reg.test',
} as const;

function redirect(location: string, status = 302): HttpFact {
  return httpFact(status, { headers: { location }, ms: 0 });
}

describe('credentials', () => {
  const basic = () => challenged(['basic', { realm: 'x' }]);
  const unencrypted = aChallenge(
    { credential: CREDENTIAL },
    {
      first: aRequest('http://reg.test/v2/', { success: [200, 401] }),
      then: aRequest('http://reg.test/v2/app/manifests/1', { step: 'manifest', authorization: 'bound' }),
    },
  );
  const answers = ({ url }: HttpKey) => (url.endsWith('/v2/') ? basic() : undefined);

  test('over plain HTTP: unknown, with the flag that allows it', () => {
    const facts = new FactBook();
    const walk = walkIn({ ports: SERVING, answers }, unencrypted, facts);
    expect(walk).toMatchObject({ outcome: 'unknown', needs: [] });
    expect(walk.unknowns.map(({ needed }) => needed)).toEqual(['--allow-insecure-auth']);
    expect([...facts.entries().keys()].join('\n')).not.toContain('basic=');
  });

  test('over plain HTTP with the flag: sent', () => {
    const walk = walkIn({ ports: SERVING, answers, allowInsecureAuth: true }, unencrypted);
    expect(walk.outcome).toBe('ok');
    expect(walk.attempts.find(({ step }) => step === 'manifest')?.credentialFrom).toBe(CREDENTIAL.id);
  });

  test.each([
    ['https://cdn.test/blob', 'another host'],
    ['https://reg.test:8443/blob', 'another port'],
    ['http://reg.test/blob', 'another scheme'],
  ])('are not sent to %s (%s)', (location) => {
    const facts = new FactBook();
    const world = {
      ports: { ...SERVING, 8443: 'https' },
      allowInsecureAuth: true,
      answers: ({ url }: HttpKey) =>
        url.endsWith('/v2/') ? basic() : url.endsWith('/1') ? redirect(location, 307) : undefined,
    } as const;
    const walk = walkIn(world, aChallenge({ credential: CREDENTIAL }), facts);
    expect(walk.outcome).toBe('ok');
    const sent = [...facts.entries().keys()].filter((key) => key.includes('basic='));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain('GET https://reg.test/v2/app/manifests/1 ');
  });

  test('left out where the client would send them: a refusal there is unknown', () => {
    const world = {
      ports: { ...SERVING, 8443: 'https' },
      answers: ({ url }: HttpKey) =>
        url.endsWith('/v2/')
          ? basic()
          : url.endsWith('/1')
            ? redirect('https://reg.test:8443/blob', 307)
            : httpFact(401),
    } as const;
    const walk = walkIn(world, aChallenge({ credential: CREDENTIAL }));
    expect(walk.outcome).toBe('unknown');
    expect(walk.unknowns[0]?.why).toContain('another origin of the same name');
  });
});
