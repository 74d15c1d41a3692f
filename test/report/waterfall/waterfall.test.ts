import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportAttempt } from '../../../src/report/schema.js';
import { waterfallOf } from '../../../src/report/waterfall/waterfall.js';
import { anAttempt, aReport } from '../a-report.js';

const PART = { method: null, url: null, status: null } as const;
const bars = (attempts: readonly ReportAttempt[], predictedMs = 100) =>
  waterfallOf({ attempts: [...attempts], predictedMs }).rows.map(
    ({ layer, outcome, startMs, ms, wasted }) => `${layer} ${outcome} ${startMs}+${ms}${wasted ? ' wasted' : ''}`,
  );

describe('the time of a client as bars', () => {
  test('a connect that fails has the time, and its request was not sent', () => {
    const [client] = aReport().clients;
    if (client === undefined) throw new Error('no client');
    const found = waterfallOf(client);
    expect(bars(client.attempts)).toEqual([
      'tcp failed 0+30000 wasted',
      'http not sent 30000+0',
      'http ok 30000+20',
      'manifest ok 30020+30',
    ]);
    expect(found).toMatchObject({ totalMs: 30_050, wastedMs: 30_000, hiddenRetries: 0 });
  });

  test('a request begins where its connection is there', () => {
    const rows = bars([
      anAttempt({ id: 1, startMs: 10, ms: 90 }),
      anAttempt({ ...PART, id: 2, parent: 1, step: 'dns', url: 'r.test', address: '10.0.0.53', startMs: 10, ms: 5 }),
      anAttempt({ ...PART, id: 3, parent: 1, step: 'tcp', startMs: 15, ms: 20 }),
      anAttempt({ ...PART, id: 4, parent: 1, step: 'tls', startMs: 35, ms: 40 }),
    ]);
    expect(rows).toEqual(['dns ok 10+5', 'tcp ok 15+20', 'tls ok 35+40', 'http ok 75+25']);
  });

  test('a request that one address failed and another carried was sent', () => {
    const rows = bars([
      anAttempt({ id: 1, ms: 320 }),
      anAttempt({ ...PART, id: 2, parent: 1, step: 'tcp', outcome: 'tcp-unreachable', ms: 310, wasted: true }),
      anAttempt({ ...PART, id: 3, parent: 1, step: 'tcp', startMs: 300, ms: 10 }),
    ]);
    expect(rows).toEqual(['tcp failed 0+310 wasted', 'tcp ok 300+10', 'http ok 310+10']);
  });

  test('an answer that is no good was sent, and its wait is the client’s own', () => {
    const rows = bars([
      anAttempt({ id: 1, outcome: 'http-status', status: 503, ms: 8, wasted: true, detail: '503' }),
      anAttempt({ ...PART, id: 2, step: 'wait', startMs: 8, ms: 2000, wasted: true, detail: 'waits before try 2' }),
    ]);
    expect(rows).toEqual(['http failed 0+8 wasted', 'wait waits 8+2000 wasted']);
  });

  test('what the client repeats by itself is counted, not shown, and its time is in the sums', () => {
    const silent = { outcome: 'tcp-timeout', ms: 1000, wasted: true, status: null } as const;
    const attempts = [0, 1, 2].map((retry) => anAttempt({ ...silent, id: retry + 1, retry, startMs: retry * 1000 }));
    expect(waterfallOf({ attempts, predictedMs: 3000 })).toMatchObject({
      rows: [{ id: 1 }],
      hiddenRetries: 2,
      totalMs: 3000,
      wastedMs: 3000,
    });
  });

  test('what was wasted side by side counts once', () => {
    const silent = { ...PART, parent: 1, step: 'tcp', outcome: 'tcp-timeout', wasted: true } as const;
    const attempts = [
      anAttempt({ id: 1, outcome: 'tcp-timeout', ms: 1000, status: null, wasted: true }),
      anAttempt({ ...silent, id: 2, ms: 1000 }),
      anAttempt({ ...silent, id: 3, startMs: 300, ms: 700 }),
    ];
    expect(waterfallOf({ attempts, predictedMs: 1000 }).wastedMs).toBe(1000);
  });

  test('whatever a saved report says, bars are in order, none begins before the start or is shorter than nothing', () => {
    const attempt = fc
      .record({
        id: fc.integer({ min: -2, max: 6 }),
        parent: fc.option(fc.integer({ min: -2, max: 6 })),
        step: fc.constantFrom('dns', 'tcp', 'tls', 'wait', 'ping', 'manifest', 'blob'),
        outcome: fc.constantFrom('ok', 'unknown', 'tcp-timeout', 'http-status', ''),
        status: fc.option(fc.integer()),
        startMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
        ms: fc.double({ noNaN: true, noDefaultInfinity: true }),
        retry: fc.integer({ min: -1, max: 3 }),
      })
      .map((each) => anAttempt(each as Partial<ReportAttempt>));
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 12 }), (attempts) => {
        const { rows } = waterfallOf({ attempts, predictedMs: -1 });
        expect(rows.every(({ startMs, ms }) => startMs >= 0 && ms >= 0)).toBe(true);
        expect(rows.map(({ startMs }) => startMs)).toEqual(
          rows.map(({ startMs }) => startMs).toSorted((a, b) => a - b),
        );
      }),
    );
  });
});
