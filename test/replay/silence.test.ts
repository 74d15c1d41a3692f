import { describe, expect, test } from 'vitest';
import type { HttpKey } from '../../src/facts/keys.js';
import { httpFact } from '../support/facts.js';
import { walkIn } from '../support/world.js';
import { aRequest, aTransport } from './a-request.js';

const SERVING = { 443: 'https', 80: 'http' } as const;

describe('a server that says nothing', () => {
  test('to a handshake: the client’s limit', () => {
    const walk = walkIn({ ports: { 443: 'mute' } }, aRequest('https://reg.test/v2/'));
    expect(walk).toMatchObject({ ms: 10_000, bound: 'exact', failure: { kind: 'tls-timeout' } });
  });

  test('to a request: unbounded where the client has no limit', () => {
    const walk = walkIn({ ports: { 80: 'mute' } }, aRequest('http://reg.test/v2/'));
    expect(walk).toMatchObject({ bound: 'unbounded', failure: { kind: 'http-timeout' } });
  });

  test('to a request: the limit on headers where there is one', () => {
    const transport = aTransport({ headerMs: 30_000 });
    const walk = walkIn({ ports: { 80: 'mute' } }, aRequest('http://reg.test/v2/', { transport }));
    expect(walk).toMatchObject({ ms: 30_000, bound: 'exact', failure: { kind: 'http-timeout' } });
  });

  test.each<[string, Parameters<typeof walkIn>[0]['ports'], string]>([
    ['connecting', { 443: 'silent' }, 'tcp-timeout'],
    ['shaking hands', { 443: 'mute' }, 'tls-timeout'],
  ])('one limit over all of it, while %s', (_case, ports, kind) => {
    const transport = aTransport({ overallMs: 8000 });
    const walk = walkIn({ ports }, aRequest('https://reg.test/v2/', { transport }));
    expect(walk).toMatchObject({ ms: 8000, bound: 'exact', failure: { kind } });
    expect(walk.failure?.text).toContain('Client.Timeout exceeded while awaiting headers');
    expect(walk.attempts.every(({ startMs, ms }) => startMs + ms <= 8000)).toBe(true);
    expect(walk.failures).toHaveLength(1);
  });

  test('one limit over look-ups too', () => {
    const transport = aTransport({ overallMs: 8000 });
    const walk = walkIn({ ports: {}, deadServers: ['10.0.0.2'] }, aRequest('https://reg.test/v2/', { transport }));
    expect(walk).toMatchObject({ ms: 8000, failure: { kind: 'dns-timeout' } });
  });

  test('one limit over all redirects', () => {
    const transport = aTransport({ overallMs: 8000 });
    const answers = ({ url }: HttpKey) =>
      url.endsWith('/a') ? httpFact(302, { headers: { location: '/b' }, ms: 5000 }) : httpFact(200, { ms: 5000 });
    const walk = walkIn({ ports: SERVING, answers }, aRequest('https://reg.test/a', { transport }));
    expect(walk).toMatchObject({ ms: 8000, failure: { kind: 'http-timeout' } });
  });
});
