import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { runRounds } from '../../src/cli/watch-rounds.js';
import type { Report } from '../../src/report/schema.js';
import { aReport } from '../report/a-report.js';

/** Runs rounds that find these exit codes one after the other, the last of them for ever. `interruptIn`: the round in which somebody presses Ctrl-C. */
async function watched(codes: readonly number[], more: { untilMs?: number; interruptIn?: number } = {}) {
  const interruption = new AbortController();
  const told: number[] = [];
  const pauses: number[] = [];
  let round = 0;
  const last = await runRounds({
    untilMs: more.untilMs ?? null,
    interrupted: interruption.signal,
    screen: {
      onRound: ({ exitCode }) => {
        const changed = told.length > 0 && told.at(-1) !== exitCode;
        told.push(exitCode);
        return changed;
      },
      pause: async (ms) => {
        pauses.push(ms);
        await sleep(more.untilMs === undefined ? 0 : ms);
      },
    },
    run: async () => {
      round += 1;
      if (round === more.interruptIn) interruption.abort();
      return aReport({ exitCode: interruption.signal.aborted ? 3 : (codes[Math.min(round, codes.length) - 1] ?? 0) });
    },
    redact: (report: Report) => ({ ...report, summary: 'redacted' }),
    onReport: async () => ['written'],
  });
  return { last, told, pauses };
}

describe('the rounds of a watch', () => {
  test('end as soon as all is well', async () => {
    const { last, told, pauses } = await watched([1, 1, 3, 0, 1]);
    expect(told).toEqual([1, 1, 3, 0]);
    expect(last).toMatchObject({ shown: { exitCode: 0, summary: 'redacted' }, left: ['written'] });
    expect(last.own.summary).not.toBe('redacted');
    // Slower while nothing changes, at the first pace again after a change.
    expect(pauses).toEqual([2000, 3000, 2000]);
  });

  test('end with what a last round finds when the time is over', async () => {
    const { last, told, pauses } = await watched([1], { untilMs: Date.now() + 300 });
    expect(told.length).toBeGreaterThan(1);
    expect(pauses.every((ms) => ms <= 300)).toBe(true);
    expect(last.shown.exitCode).toBe(1);
  });

  test('a round that is cut short does not count: what is known is what the round before found', async () => {
    const { last, told } = await watched([1], { interruptIn: 2 });
    expect(told).toEqual([1]);
    expect(last.shown.exitCode).toBe(1);
  });

  test('unless it is the first: half is more than nothing', async () => {
    const { last, told } = await watched([1], { interruptIn: 1 });
    expect(told).toEqual([3]);
    expect(last.shown.exitCode).toBe(3);
  });
});
