import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import type { Fact } from '../../src/facts/facts.js';
import { type FactKey, type HttpKey, keyId } from '../../src/facts/keys.js';
import { MOST_REQUESTS_AT_ONCE_EACH, SILENCES_THAT_TELL } from '../../src/many/limits.js';
import { type SharedProber, type SharedProbing, shareProber } from '../../src/many/shared-prober.js';
import { httpFact, tcpFact } from '../support/facts.js';

const STEP_MS = 1000;
const SILENT = { ...httpFact(0), outcome: 'silent', status: null } as const;

function shared(
  answer: (key: FactKey, limits: { siblingRoundTripMs(): number | null }) => Promise<Fact> | Fact,
  more: Partial<SharedProbing> = {},
): { readonly ask: SharedProber['ask']; readonly asked: string[]; readonly facts: FactBook } {
  const asked: string[] = [];
  const facts = new FactBook();
  const prober = {
    async probe(key: FactKey, limits: { siblingRoundTripMs(): number | null }) {
      asked.push(keyId(key));
      return answer(key, limits);
    },
  };
  const signal = new AbortController().signal;
  const lag = { isLate: () => false };
  return { ask: shareProber({ prober, facts, stepMs: STEP_MS, signal, lag, onProbe() {}, ...more }).ask, asked, facts };
}

function request(path: string, address = '10.0.0.7'): HttpKey {
  return {
    kind: 'http',
    route: { kind: 'direct', address, port: 443 },
    clientCertificate: null,
    method: 'GET',
    url: `https://registry.test${path}`,
    accept: 'any',
    form: null,
    authorization: null,
    account: false,
    serial: 0,
  };
}

const connect = { kind: 'tcp', address: '10.0.0.7', port: 443 } as const;

describe('questions of many references', () => {
  test('the same question is asked once, also while its answer is still on its way', async () => {
    const { ask, asked, facts } = shared(async () => tcpFact('connected'));
    const [one, other] = await Promise.all([ask(connect), ask({ ...connect })]);
    const later = await ask(connect);
    expect(asked).toEqual(['tcp 10.0.0.7:443']);
    expect(other).toBe(one);
    expect(later).toBe(one);
    expect(facts.get(connect)).toBe(one);
  });

  test('a near endpoint gets one request after the other', async () => {
    let now = 0;
    let most = 0;
    const { ask } = shared(async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      return httpFact(200, { ms: 2 });
    });
    await Promise.all(Array.from({ length: 20 }, (_, index) => ask(request(`/v2/${index}`))));
    expect(most).toBe(1);
  });

  test('a far one several side by side, once that is known', async () => {
    let now = 0;
    let most = 0;
    const { ask } = shared(async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      return httpFact(200, { ms: 80 });
    });
    await Promise.all(Array.from({ length: 40 }, (_, index) => ask(request(`/v2/${index}`))));
    expect(most).toBe(MOST_REQUESTS_AT_ONCE_EACH);
  });

  test('an endpoint that never answers costs a few steps, not one for each reference; others are asked on', async () => {
    const { ask, asked } = shared((key) =>
      key.kind === 'http' && key.route.address === '10.0.0.8' ? httpFact(200) : SILENT,
    );
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => ask(request(`/v2/${index}`))));
    expect(asked).toHaveLength(SILENCES_THAT_TELL);
    expect(answers.filter((fact) => fact === null)).toHaveLength(50 - SILENCES_THAT_TELL);
    expect(await ask(request('/v2/', '10.0.0.8'))).toMatchObject({ outcome: 'response' });
  });

  test('an answer in between shows that the endpoint is alive', async () => {
    const { ask, asked } = shared((key) => (key.kind === 'http' && key.url.endsWith('5') ? httpFact(200) : SILENT));
    for (const index of [1, 2, 5, 3, 4, 6]) await ask(request(`/v2/${index}`));
    expect(asked).toHaveLength(6);
  });

  test('silence that this process may have made itself is asked about once more', async () => {
    let times = 0;
    const { ask } = shared(
      () => {
        times += 1;
        return tcpFact(times === 1 ? 'silent' : 'connected');
      },
      { lag: { isLate: () => times === 1 } },
    );
    expect(await ask(connect)).toMatchObject({ outcome: 'connected' });
  });

  test('a refusal is no silence, however busy this process is', async () => {
    const { ask, asked } = shared(() => tcpFact('refused'), { lag: { isLate: () => true } });
    expect(await ask(connect)).toMatchObject({ outcome: 'refused' });
    expect(asked).toHaveLength(1);
  });

  test('after an interruption nothing is asked and nothing is kept', async () => {
    const { ask, asked, facts } = shared(() => tcpFact('connected'), { signal: AbortSignal.abort() });
    expect(await ask(connect)).toBeNull();
    expect(asked).toEqual([]);
    expect(facts.size).toBe(0);
  });

  test('a port that answers tells how long silence beside it must last', async () => {
    let told: number | null = null;
    const { ask } = shared((key, limits) => {
      if (key.kind === 'tcp' && key.port === 80) told = limits.siblingRoundTripMs();
      return tcpFact('connected', { ms: 7 });
    });
    await ask(connect);
    await ask({ ...connect, port: 80 });
    expect(told).toBe(7);
  });
});
