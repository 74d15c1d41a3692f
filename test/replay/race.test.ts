import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import type { PlanNode, RaceNode } from '../../src/plan/nodes.js';
import { replay, wastedMs } from '../../src/replay/replay.js';
import { dnsFact, httpFact, tcpFact } from '../support/facts.js';
import { environmentOf, requests, walkIn } from '../support/world.js';
import { aRequest } from './a-request.js';

const scheme = (name: 'https' | 'http'): PlanNode => ({
  kind: 'sequence',
  steps: [
    aRequest(`${name}://reg.test/v2/`),
    { kind: 'commit' },
    aRequest(`${name}://reg.test/v2/app/manifests/1`, { step: 'manifest' }),
  ],
});
const RACE: RaceNode = { kind: 'race', staggerMs: 300, options: [scheme('https'), scheme('http')] };

describe('https against http, 300 ms apart', () => {
  test('a dropped 443 costs the stagger', () => {
    const walk = walkIn({ ports: { 443: 'silent', 80: 'http' } }, RACE);
    expect(walk).toMatchObject({ outcome: 'ok', ms: 300, bound: 'exact' });
    expect(requests(walk)).toEqual([
      'GET https://reg.test/v2/: tcp-timeout',
      'GET http://reg.test/v2/: 200',
      'GET http://reg.test/v2/app/manifests/1: 200',
    ]);
    expect(walk.attempts.find(({ step }) => step === 'tcp')?.ms).toBe(300);
    expect(wastedMs(walk.attempts)).toBe(300);
  });

  test('a refused 443 costs nothing', () => {
    expect(walkIn({ ports: { 80: 'http' } }, RACE)).toMatchObject({ outcome: 'ok', ms: 0 });
  });

  test('a quick https leaves http untried', () => {
    const walk = walkIn({ ports: { 443: 'https', 80: 'http' } }, RACE);
    expect(requests(walk).every((line) => line.includes('https:'))).toBe(true);
  });

  test('a slow https loses', () => {
    const answers = ({ url }: { url: string }) => httpFact(200, { ms: url.startsWith('https:') ? 900 : 10 });
    const walk = walkIn({ ports: { 443: 'https', 80: 'http' }, answers }, RACE);
    expect(walk).toMatchObject({ outcome: 'ok', ms: 320 });
    expect(requests(walk)).toEqual([
      'GET https://reg.test/v2/: 200',
      'GET http://reg.test/v2/: 200',
      'GET http://reg.test/v2/app/manifests/1: 200',
    ]);
  });

  test('what fails after the winner’s commit is final', () => {
    const answers = ({ url }: { url: string }) => (url.endsWith('/1') ? httpFact(404, { ms: 0 }) : undefined);
    const walk = walkIn({ ports: { 443: 'https', 80: 'http' }, answers }, RACE);
    expect(walk.failure).toMatchObject({ kind: 'http-status', status: 404 });
    expect(requests(walk)).toHaveLength(2);
  });

  test('both failed: both are told', () => {
    const walk = walkIn({ ports: { 443: 'silent' } }, RACE);
    expect(walk).toMatchObject({ outcome: 'fail', ms: 30_000, failure: { kind: 'tcp-timeout' } });
    expect(walk.failure?.text).toBe(
      'dial tcp 10.0.0.7:443: i/o timeout; dial tcp 10.0.0.7:80: connect: connection refused',
    );
  });

  test('a loser that hangs for ever leaves no mark', () => {
    const transport = { ...aRequest('https://reg.test/').transport, tlsHandshakeMs: null };
    const hanging = aRequest('https://reg.test/v2/', { transport });
    const walk = walkIn({ ports: { 443: 'mute', 80: 'http' } }, { ...RACE, options: [hanging, scheme('http')] });
    expect(walk).toMatchObject({ outcome: 'ok', ms: 300, bound: 'exact' });
  });
});

describe('what is not known yet', () => {
  test('who might still win keeps it open', () => {
    const facts = new FactBook();
    facts.set({ kind: 'dns', server: '10.0.0.2', name: 'reg.test', type: 'A' }, dnsFact(['10.0.0.7'], { ms: 0 }));
    facts.set({ kind: 'dns', server: '10.0.0.2', name: 'reg.test', type: 'AAAA' }, dnsFact([], { ms: 0 }));
    facts.set({ kind: 'tcp', address: '10.0.0.7', port: 80 }, tcpFact('connected', { ms: 0 }));
    const first = replay(RACE, environmentOf(facts));
    expect(first.outcome).toBe('unknown');
    for (const key of first.needs) if (key.kind === 'http') facts.set(key, httpFact(200, { ms: 0 }));
    const second = replay(RACE, environmentOf(facts));
    expect(second.outcome).toBe('unknown');
    expect(second.needs).toContainEqual({ kind: 'tcp', address: '10.0.0.7', port: 443 });
    facts.set({ kind: 'tcp', address: '10.0.0.7', port: 443 }, tcpFact('silent'));
    expect(walkIn({ ports: { 443: 'silent', 80: 'http' } }, RACE, facts)).toMatchObject({ outcome: 'ok', ms: 300 });
  });
});
