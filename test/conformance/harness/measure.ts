import { setTimeout as sleep } from 'node:timers/promises';
import { turnstile } from '../rig/turnstile.js';
import type { LoggingServer } from './case.js';

/** Programs that are timed run one at a time, so that their times are theirs: the machine may have two processors. */
const MEASURED_AT_ONCE = 1;

/** Waits for a place among the programs that need the processor. Long waits of real clients don't take one. */
export const quietly = turnstile(MEASURED_AT_ONCE);

/** Prediction and reality may differ by this share, or by this many milliseconds if that is more. */
const SHARE = 0.25;
const LEAST_MS = 1000;

/** What keeps a real time from agreeing with the predicted one, or null. A bound says how the prediction is meant. */
export function timeDisagreement(
  predicted: { readonly predictedMs: number; readonly bound: string },
  realMs: number,
): string | null {
  const { predictedMs, bound } = predicted;
  // A client that never gives up is stopped by the test whenever it likes.
  if (bound === 'unbounded') return null;
  const allowed = Math.max(LEAST_MS, SHARE * predictedMs);
  const tooEarly = realMs < predictedMs - allowed;
  const tooLate = bound === 'exact' && realMs > predictedMs + allowed;
  return tooEarly || tooLate ? `predicted ${predictedMs} ms (${bound}), took ${Math.round(realMs)} ms` : null;
}

/** A busy machine makes a program late, never early: a late one is run again, this often at most. */
const MOST_RUNS = 3;
/** Whoever waits longer than this waits for the network, not for a processor: run once. */
const WAITS_MS = 15_000;

interface Run {
  readonly ok: boolean;
  readonly ms: number;
}

/** Runs a real client, and again while it ends as predicted but late; gives the last run. */
export function againWhileLate<Own extends Run>(
  predicted: { readonly predictedMs: number; readonly bound: string; readonly outcome: string },
  run: () => Promise<Own>,
): Promise<Own> {
  const isAsPredicted = ({ ok }: Run) => ok !== (predicted.outcome === 'fail');
  return again(run, (last) => {
    const isLate = last.ms > predicted.predictedMs && timeDisagreement(predicted, last.ms) !== null;
    return isLate && isAsPredicted(last);
  });
}

/** Runs a real client that should be done at once, and again while it goes well but takes longer than that; gives the last run. */
export function againWhileSlow<Own extends Run>(mostMs: number, run: () => Promise<Own>): Promise<Own> {
  return again(run, ({ ok, ms }) => ok && ms >= mostMs);
}

async function again<Own extends Run>(run: () => Promise<Own>, isSlow: (last: Own) => boolean): Promise<Own> {
  let last = await run();
  for (let runs = 1; runs < MOST_RUNS && last.ms <= WAITS_MS && isSlow(last); runs += 1) last = await run();
  return last;
}

/** A log line is written when a request ends, and arrives through a pipe: this long without a new one is the end. */
const SETTLED_MS = 150;
const MOST_ROUNDS = 20;

/** Waits until nothing more arrives in the servers' logs. */
export async function settled(servers: readonly LoggingServer[]): Promise<void> {
  const count = () => servers.reduce((sum, { requests }) => sum + requests.length, 0);
  for (let round = 0, before = -1; round < MOST_ROUNDS && before !== count(); round += 1) {
    before = count();
    await sleep(SETTLED_MS);
  }
}
