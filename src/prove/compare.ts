import { duration } from '../report/duration.js';
import type { ReportClient, ReportReal } from '../report/schema.js';
import { orderDifference, predictedOrder, seenOrder } from './request-order.js';

/**
 * Times may differ by this share of the predicted one, or by this many milliseconds if that is more: the time from which a pull
 * counts as slow, which a program on a small share of a processor needs for itself.
 */
const SHARE = 0.25;
const LEAST_MS = 3000;

/** What was predicted of one client. */
export interface Predicted extends Pick<ReportClient, 'outcome' | 'predictedMs' | 'bound' | 'attempts'> {
  /** Codes that its failure may have: of the findings that touch it, and what explain reads in the error predicted. */
  readonly codes: readonly string[];
}

/** What its program did. */
export interface Happened extends Pick<ReportReal, 'outcome' | 'ms' | 'attempts' | 'explained'> {
  /** The time limit that ended it, milliseconds; null: it was not ended by one. */
  readonly stoppedAfterMs: number | null;
}

/**
 * The rule by which prediction and reality are held against each other; docs/prove.md has it in words.
 *
 * 1. Nothing to compare: no prediction, or the program was interrupted or could not work here. `unknown`.
 * 2. Stopped by the time limit: `yes` where it was predicted to wait for ever, `unknown` where it was predicted to take longer than the limit, else `no`.
 * 3. The outcome: slow counts as ok.
 * 4. The time, from its first request: never earlier than predicted by more than the tolerance; later only where the prediction is not a lower bound.
 * 5. The requests in their order, as far as the log names any, up to the manifest.
 * 6. Where both fail: one of the codes that explain reads in the words is one of those predicted. Words that explain cannot read say nothing.
 */
export function compare(predicted: Predicted, real: Happened): Pick<ReportReal, 'agrees' | 'difference'> {
  if (predicted.outcome === 'unknown') return { agrees: 'unknown', difference: null };
  const order = orderDifference(
    predictedOrder(predicted.attempts),
    seenOrder(real.attempts),
    real.stoppedAfterMs !== null,
  );
  if (real.stoppedAfterMs !== null) return compareStopped(predicted, real.stoppedAfterMs, order);
  if (real.outcome === 'unknown') return { agrees: 'unknown', difference: null };
  const differences = [
    outcomeDifference(predicted, real),
    timeDifference(predicted, real),
    order,
    wordsDifference(predicted, real),
  ];
  const said = differences.filter((difference) => difference !== null);
  return said.length === 0 ? { agrees: 'yes', difference: null } : { agrees: 'no', difference: said.join('; ') };
}

function compareStopped(
  { predictedMs, bound }: Predicted,
  limitMs: number,
  order: string | null,
): Pick<ReportReal, 'agrees' | 'difference'> {
  if (order !== null) return { agrees: 'no', difference: order };
  if (bound === 'unbounded') return { agrees: 'yes', difference: null };
  if (bound === 'atLeast' || predictedMs + allowedFor(predictedMs) > limitMs)
    return { agrees: 'unknown', difference: null };
  return {
    agrees: 'no',
    difference: `it was predicted to end after ${duration(predictedMs)} and had not after ${duration(limitMs)}`,
  };
}

function outcomeDifference({ outcome }: Predicted, real: Happened): string | null {
  const succeeds = outcome !== 'fail';
  if (succeeds === (real.outcome === 'ok')) return null;
  return succeeds ? 'it was predicted to succeed and failed' : 'it was predicted to fail and succeeded';
}

function timeDifference({ predictedMs, bound }: Predicted, { ms, attempts }: Happened): string | null {
  // A prediction knows nothing of the time that a program takes to start.
  const took = ms - (attempts[0]?.startMs ?? 0);
  const allowed = allowedFor(predictedMs);
  if (bound === 'unbounded') return `it was predicted to wait for ever and ended after ${duration(took)}`;
  if (took < predictedMs - allowed) return `${duration(predictedMs)} were predicted, it took only ${duration(took)}`;
  if (bound === 'exact' && took > predictedMs + allowed)
    return `${duration(predictedMs)} were predicted, it took ${duration(took)}`;
  return null;
}

function allowedFor(predictedMs: number): number {
  return Math.max(LEAST_MS, SHARE * predictedMs);
}

function wordsDifference({ outcome, codes }: Predicted, { outcome: real, explained }: Happened): string | null {
  const [first] = explained;
  if (outcome !== 'fail' || real !== 'fail' || first === undefined || codes.length === 0) return null;
  if (explained.some((code) => codes.includes(code))) return null;
  return `${codes[0]} was predicted, its words mean ${first}`;
}
