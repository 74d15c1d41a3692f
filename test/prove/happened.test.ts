import { describe, expect, test } from 'vitest';
import { happened } from '../../src/prove/happened.js';
import type { ProgramEnd } from '../../src/prove/run-program.js';

const NOTHING_SEEN = { requests: [], manifestMs: null, layerMs: null };
const LAYERS = { requests: [], manifestMs: 400, layerMs: 500 };
const STORAGE =
  'Error: writing blob: adding layer: potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/shadow): lchown /etc/shadow: invalid argument';
const REFUSED =
  'Error: initializing source docker://registry.test/team/app:1.0: pinging container registry registry.test: Get "https://registry.test/v2/": dial tcp 192.0.2.7:443: connect: connection refused';

function ran(end: Partial<ProgramEnd>, seen: Parameters<typeof happened>[1] = NOTHING_SEEN, isEnough = false) {
  const whole: ProgramEnd = { exitCode: 1, ms: 2000, ended: 'by itself', output: '', ...end };
  return happened(whole, seen, isEnough, (text) => text.replaceAll('secret', '[redacted]'));
}

describe('what a run shows', () => {
  test('success: its time is the time until the first layer came, as predictions count', () => {
    expect(ran({ exitCode: 0, output: 'Error: in a debug line' }, LAYERS)).toMatchObject({
      outcome: 'ok',
      ms: 500,
      says: null,
      explained: [],
      limits: [],
    });
    expect(ran({ exitCode: 0 }).ms).toBe(2000);
  });

  test('failure: its words, read by explain, without secrets', () => {
    expect(ran({ output: `${REFUSED} secret` })).toMatchObject({
      outcome: 'fail',
      ms: 2000,
      says: `${REFUSED} [redacted]`,
      explained: expect.arrayContaining(['tcp-refused']),
      stoppedAfterMs: null,
    });
  });

  test('stopped because layers were coming, or because its time was over meanwhile: ok, and said so', () => {
    for (const end of [
      ran({ ended: 'interrupted', exitCode: null }, LAYERS, true),
      ran({ ended: 'time limit' }, LAYERS),
    ]) {
      expect(end).toMatchObject({ outcome: 'ok', ms: 500 });
      expect(end.limits.join()).toContain('not fetched');
    }
  });

  test('still waiting when its time is over: unknown, with the flag that gives more', () => {
    const end = ran({ ended: 'time limit', exitCode: null, ms: 60_000 });
    expect(end).toMatchObject({ outcome: 'unknown', stoppedAfterMs: 60_000 });
    expect(end.limits.join()).toContain('--prove-timeout');
  });

  test('its own storage fails before anything came: unknown, not the fault of the registry', () => {
    const end = ran({ output: STORAGE });
    expect(end).toMatchObject({ outcome: 'unknown', stoppedAfterMs: null });
    expect(end.limits.join()).toContain('regdoctor storage');
  });

  test('podman and a scratch directory of a long name: unknown, with what to do', () => {
    const end = ran({ output: 'Error: the specified runroot is longer than 50 characters' });
    expect(end).toMatchObject({ outcome: 'unknown' });
    expect(end.limits.join()).toContain('TMPDIR=DIR');
  });

  test('its own storage fails after layers came: the pull worked as far as it was predicted', () => {
    const end = ran({ output: STORAGE }, LAYERS);
    expect(end).toMatchObject({ outcome: 'ok', ms: 500 });
    expect(end.limits.join()).toContain('regdoctor storage');
  });

  test.each([
    ['itself', { exitCode: null }],
    ['its child', { exitCode: 137 }],
    [
      'its child in a user namespace',
      { exitCode: 1, output: 'level=error msg="signal: killed"\nlevel=error msg="(Unable to determine exit status)"' },
    ],
  ])('a signal ended %s (too little memory): unknown, and not regdoctor wrong', (_, end) => {
    expect(ran(end)).toMatchObject({
      outcome: 'unknown',
      limits: ['a signal ended it: too little memory for it is the usual reason'],
    });
    expect(ran({ ...end }, LAYERS)).toMatchObject({ outcome: 'ok', ms: 500 });
  });

  test('what a server said back in an answer loses secrets too', () => {
    const request = { method: 'GET', url: 'https://registry.test/v2/', startMs: 1, outcome: 'denied: secret' };
    const { attempts } = ran({ output: REFUSED }, { ...NOTHING_SEEN, requests: [request] });
    expect(attempts[0]?.outcome).toBe('denied: [redacted]');
  });

  test('a layer that breaks off is a failure', () => {
    expect(ran({ output: 'Error: reading blob sha256:aa: unexpected EOF' }, LAYERS).outcome).toBe('fail');
  });

  test.each([
    ['interrupted', 'it was interrupted'],
    ['not started', 'it could not be started'],
  ] as const)('%s: unknown', (ended, why) => {
    expect(ran({ ended, exitCode: null })).toMatchObject({ outcome: 'unknown', limits: [why] });
  });
});
