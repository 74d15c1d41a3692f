import { describe, expect, test } from 'vitest';
import type { RequestNode } from '../../src/plan/nodes.js';
import { httpFact } from '../support/facts.js';
import { walkIn } from '../support/world.js';
import { aRequest } from './a-request.js';

const AGAIN: RequestNode['again'] = {
  statuses: [429],
  delaysMs: [2000, 4000, 8000, 16_000],
  retryAfter: 'honoured',
  capMs: 60_000,
};
const SERVING = { 443: 'https', 80: 'http' } as const;

describe('asked again', () => {
  const tooMany = (headers: Record<string, string> = {}) => ({
    ports: SERVING,
    answers: () => httpFact(429, { headers, ms: 0 }),
  });
  const asked = aRequest('https://reg.test/v2/', { again: AGAIN });

  test.each<[string, Record<string, string>, number]>([
    ['by the client’s own delays', {}, 30_000],
    ['after Retry-After in seconds', { 'retry-after': '7' }, 28_000],
    ['never later than the cap', { 'retry-after': '86400' }, 240_000],
    [
      'after a date, by the server’s clock',
      { 'retry-after': 'Wed, 21 Oct 2026 07:28:05 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' },
      20_000,
    ],
    [
      'at once where the date is past',
      { 'retry-after': 'Wed, 21 Oct 2026 07:28:05 GMT', date: 'Wed, 21 Oct 2026 08:00:00 GMT' },
      0,
    ],
    ['by its own delays where the header is nonsense', { 'retry-after': 'soon' }, 30_000],
    ['at once for a negative number', { 'retry-after': '-5' }, 0],
  ])('%s', (_case, headers, ms) => {
    const walk = walkIn(tooMany(headers), asked);
    expect(walk).toMatchObject({ outcome: 'fail', ms, failure: { kind: 'http-status', status: 429 } });
    expect(walk.attempts.filter(({ step }) => step === 'ping')).toHaveLength(5);
  });

  test('waits are steps of their own, and wasted', () => {
    const waits = walkIn(tooMany(), asked).attempts.filter(({ step }) => step === 'wait');
    expect(waits.map(({ ms, wasted }) => [ms, wasted])).toEqual([2000, 4000, 8000, 16_000].map((ms) => [ms, true]));
  });

  test('a client that does not read Retry-After', () => {
    const again = { statuses: [429], delaysMs: [0, 0, 0, 0, 0], retryAfter: 'ignored', capMs: 0 } as const;
    const walk = walkIn(tooMany({ 'retry-after': '60' }), { ...asked, again });
    expect(walk).toMatchObject({ ms: 0, outcome: 'fail' });
    expect(walk.attempts.filter(({ step }) => step === 'ping')).toHaveLength(6);
  });

  test('nothing else is asked again', () => {
    const walk = walkIn({ ports: SERVING, answers: () => httpFact(503) }, asked);
    expect(walk.attempts.filter(({ step }) => step === 'ping')).toHaveLength(1);
  });
});
