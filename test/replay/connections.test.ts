import { describe, expect, test } from 'vitest';
import type { HttpKey } from '../../src/facts/keys.js';
import { httpFact } from '../support/facts.js';
import { walkIn } from '../support/world.js';
import { aRequest, aTransport } from './a-request.js';

const SERVING = { 443: 'https', 80: 'http' } as const;

describe('connections', () => {
  const two = (keepAlive: boolean) => {
    const transport = aTransport({ keepAlive });
    return {
      kind: 'sequence',
      steps: [aRequest('https://reg.test/a', { transport }), aRequest('https://reg.test/b', { transport })],
    } as const;
  };

  test.each([
    [true, 1],
    [false, 2],
  ])('kept alive: %s, handshakes: %i', (keepAlive, handshakes) => {
    const walk = walkIn({ ports: SERVING }, two(keepAlive));
    expect(walk.attempts.filter(({ step }) => step === 'tls')).toHaveLength(handshakes);
  });

  test('one that was hung up on is not used again', () => {
    const root = {
      kind: 'oneOf',
      label: 'x',
      moveOn: { kinds: 'any', except: [], statuses: null, exceptStatuses: [], exceptCodes: [] },
      report: 'last',
      options: two(true).steps,
    } as const;
    const answers = ({ url }: HttpKey) =>
      url.endsWith('/a') ? httpFact(0, { outcome: 'closed', status: null }) : undefined;
    const walk = walkIn({ ports: SERVING, answers }, root);
    expect(walk.attempts.filter(({ step }) => step === 'tls')).toHaveLength(2);
    expect(walk.outcome).toBe('ok');
  });
});
