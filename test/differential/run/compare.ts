import type { Prediction } from '../predict/prediction.js';
import type { Pulled } from '../programs/program.js';
import { predictedSequence } from './predicted.js';
import { type Sequence, withoutRepeatedSilence, withoutRepeats } from './sequence.js';

/** How a prediction and what really happened differ. `time` alone may be the machine's fault. */
export interface Disagreement {
  readonly kind: 'connections' | 'requests' | 'outcome' | 'time';
  readonly text: string;
}

/** Prediction and reality may differ by this share, or by this many milliseconds if that is more. */
const SHARE = 0.25;
const LEAST_MS = 1000;

/** What prediction and program disagree on first, or null. `whole` false: the program was stopped after the first round of its retries. `pools`: it keeps connections. */
export function compare(judged: {
  readonly prediction: Prediction;
  readonly pulled: Pulled | null;
  readonly wire: Sequence;
  readonly whole: boolean;
  readonly pools: boolean;
  readonly manifestMs: number;
}): Disagreement | null {
  const { prediction, pulled, whole, pools } = judged;
  const kept = (sequence: Sequence): Sequence => (pools ? withoutRepeats(sequence) : sequence);
  // Where chance decides whether a silent port is tried again, once counts for all.
  const told = (sequence: Sequence): Sequence =>
    prediction.bound === 'atLeast' ? withoutRepeatedSilence(kept(sequence)) : kept(sequence);
  const predicted = told(predictedSequence(prediction, whole ? 'all' : 'first'));
  const wire = told(judged.wire);
  for (const kind of ['requests', 'connections'] as const) {
    if (same(predicted[kind], wire[kind])) continue;
    return { kind, text: sideBySide(predicted[kind], wire[kind]) };
  }
  if (!whole) return null;
  const outcome = pulled?.ok === true ? 'ok' : 'fail';
  if (prediction.outcome !== outcome)
    return { kind: 'outcome', text: `predicted ${prediction.outcome} (${prediction.says}), was ${outcome}` };
  if (pulled === null) return null;
  // A prediction ends with the manifest, unless it counts the connections after it too.
  const toManifest = outcome === 'ok' && !prediction.attempts.some(({ step }) => step === 'blob');
  return timeDisagreement(prediction, toManifest ? { ...pulled, ms: judged.manifestMs } : pulled);
}

function timeDisagreement({ ms, bound }: Prediction, pulled: Pulled): Disagreement | null {
  const stuck = bound === 'unbounded';
  if (stuck !== pulled.stopped)
    return {
      kind: 'time',
      text: `predicted ${stuck ? 'no end' : 'an end'}, it ${pulled.stopped ? 'had to be stopped' : 'ended'} after ${Math.round(pulled.ms)} ms`,
    };
  if (stuck) return null;
  const allowed = Math.max(LEAST_MS, SHARE * ms);
  if (bound === 'atLeast' && pulled.ms >= ms - allowed) return null;
  if (Math.abs(pulled.ms - ms) <= allowed) return null;
  return { kind: 'time', text: `predicted ${ms} ms, took ${Math.round(pulled.ms)} ms` };
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}

/** Both sequences in two columns, lines that differ marked. */
export function sideBySide(predicted: readonly string[], real: readonly string[]): string {
  const width = Math.max('predicted'.length, ...predicted.map(({ length }) => length));
  const rows = Array.from({ length: Math.max(predicted.length, real.length) }, (_, index) => {
    const [left = '', right = ''] = [predicted[index], real[index]];
    return `${left === right ? ' ' : '!'} ${left.padEnd(width)} | ${right}`;
  });
  return [`  ${'predicted'.padEnd(width)} | on the wire`, ...rows].join('\n');
}
