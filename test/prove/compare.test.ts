import { describe, expect, test } from 'vitest';
import { compare, type Happened, type Predicted } from '../../src/prove/compare.js';
import { orderDifference } from '../../src/prove/request-order.js';
import { anAttempt } from '../report/a-report.js';

const HTTPS = 'https://registry.test/v2/';
const MANIFEST = `${HTTPS}team/app/manifests/1`;

function compared(predicted: Partial<Predicted>, real: Partial<Happened>) {
  return compare(
    { outcome: 'ok', predictedMs: 60, bound: 'exact', attempts: [], codes: [], ...predicted },
    { outcome: 'ok', ms: 80, attempts: [], explained: [], stoppedAfterMs: null, ...real },
  );
}

const seen = (url: string, startMs = 0, method = 'GET') => ({ method, url, startMs, outcome: null });
const YES = { agrees: 'yes', difference: null };
const FAILS = { outcome: 'fail' } as const;

describe('outcome', () => {
  test('slow counts as ok', () => {
    expect(compared({ outcome: 'slow', predictedMs: 30_050 }, { ms: 30_200 })).toEqual(YES);
  });

  test('ok and fail differ, either way round', () => {
    expect(compared({}, FAILS)).toEqual({ agrees: 'no', difference: 'it was predicted to succeed and failed' });
    expect(compared(FAILS, {})).toEqual({ agrees: 'no', difference: 'it was predicted to fail and succeeded' });
  });

  test('without a prediction, or without a run, nothing is known', () => {
    expect(compared({ outcome: 'unknown' }, FAILS).agrees).toBe('unknown');
    expect(compared({}, { outcome: 'unknown' }).agrees).toBe('unknown');
  });
});

describe('time', () => {
  test.each([
    [30_050, 'exact', 30_900, 'yes'],
    [30_050, 'exact', 37_000, 'yes'],
    [30_050, 'exact', 39_000, 'no'],
    [30_050, 'exact', 1000, 'no'],
    [30_050, 'atLeast', 39_000, 'yes'],
    [30_050, 'atLeast', 1000, 'no'],
    [60, 'exact', 3000, 'yes'],
    [60, 'exact', 3100, 'no'],
    [60, 'unbounded', 3100, 'no'],
  ] as const)('predicted %s ms (%s), took %s ms: %s', (predictedMs, bound, ms, agrees) => {
    expect(compared({ predictedMs, bound }, { ms }).agrees).toBe(agrees);
  });

  test('what a program takes to start is not counted: predictions know nothing of it', () => {
    expect(compared({}, { ms: 9000, attempts: [seen(HTTPS, 8900)] })).toEqual(YES);
  });

  test('stopped by the time limit', () => {
    const stopped = { outcome: 'unknown', stoppedAfterMs: 60_000, ms: 60_000 } as const;
    expect(compared({ ...FAILS, predictedMs: 246_000 }, stopped).agrees).toBe('unknown');
    expect(compared({ ...FAILS, predictedMs: 5000, bound: 'atLeast' }, stopped).agrees).toBe('unknown');
    expect(compared({ ...FAILS, predictedMs: 5000, bound: 'unbounded' }, stopped)).toEqual(YES);
    expect(compared({ ...FAILS, predictedMs: 5000 }, stopped)).toEqual({
      agrees: 'no',
      difference: 'it was predicted to end after 5.0 s and had not after 60.0 s',
    });
  });
});

describe('the order of requests', () => {
  const attempts = [
    anAttempt({ id: 1, url: HTTPS, status: 401 }),
    anAttempt({ id: 2, parent: 1, step: 'tls', url: null, method: null }),
    anAttempt({ id: 3, step: 'token', url: 'https://auth.test/token?scope=x' }),
    anAttempt({ id: 4, step: 'manifest', url: MANIFEST, status: 307 }),
    anAttempt({ id: 5, step: 'manifest', url: 'https://store.test/a' }),
    anAttempt({ id: 6, step: 'blob', url: `${HTTPS}team/app/blobs/sha256:aa` }),
  ];
  const same = [seen(HTTPS), seen('https://auth.test/token'), seen(MANIFEST)];

  test('the same up to the manifest: redirects, blobs and signatures do not count, nor does a port that goes without saying', () => {
    const more = [seen(`${HTTPS}team/app/blobs/sha256:bb`), seen('https://sigs.test/team/app@sha256=aa/signature-1')];
    expect(compared({ attempts }, { attempts: [...same, ...more] })).toEqual(YES);
    const [first, ...others] = same;
    expect(
      compared({ attempts }, { attempts: [{ ...first, ...seen('https://registry.test:443/v2/') }, ...others] }),
    ).toEqual(YES);
  });

  test('another host is asked', () => {
    expect(compared({ attempts }, { attempts: [seen('https://mirror.test/v2/'), ...same] })).toEqual({
      agrees: 'no',
      difference: `request 1: GET ${HTTPS} predicted, GET https://mirror.test/v2/ sent`,
    });
  });

  test('a request is missing at the end', () => {
    expect(compared({ attempts, ...FAILS }, { ...FAILS, attempts: same.slice(0, 2) }).difference).toBe(
      `request 3: GET ${MANIFEST} predicted, none sent`,
    );
  });

  test('a program whose log names no request shows nothing', () => {
    expect(compared({ attempts }, { attempts: [] })).toEqual(YES);
  });

  test('of a program that was stopped only what it sent counts', () => {
    expect(orderDifference(['a', 'b'], ['a'], true)).toBeNull();
    expect(orderDifference(['a', 'b'], ['a', 'c'], true)).toBe('request 2: b predicted, c sent');
    expect(orderDifference(['a', 'b'], ['a'], false)).toBe('request 2: b predicted, none sent');
  });
});

describe('words', () => {
  const unknownAuthority = { ...FAILS, codes: ['tls-unknown-ca', 'config-ignored-wrong-path'] };

  test('one of the codes that explain reads is one of those predicted', () => {
    expect(compared(unknownAuthority, { ...FAILS, explained: ['tls-self-signed', 'tls-unknown-ca'] })).toEqual(YES);
  });

  test('words that nobody can read say nothing', () => {
    expect(compared(unknownAuthority, { ...FAILS, explained: [] })).toEqual(YES);
  });

  test('another reason is a difference, although both fail', () => {
    expect(compared(unknownAuthority, { ...FAILS, explained: ['dns-nxdomain'] })).toEqual({
      agrees: 'no',
      difference: 'tls-unknown-ca was predicted, its words mean dns-nxdomain',
    });
  });
});
