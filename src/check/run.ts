import { FactBook } from '../facts/book.js';
import type { Fact } from '../facts/facts.js';
import type { FactKey } from '../facts/keys.js';
import type { Host } from '../host/host.js';
import { createObserver } from '../observe/observe.js';
import { scoutNeeds } from '../observe/scouts.js';
import type { Prober } from '../probes/prober.js';
import { INTERRUPTED } from '../replay/environment.js';
import { createExaminer, type Examination } from './examine.js';
import { firstRequest } from './first-request.js';
import { hiddenFrom } from './hidden.js';
import type { Verdicts } from './judge.js';
import type { Subject } from './subject.js';
import { timeLimit } from './time-limit.js';
import { untilAnswered } from './until-answered.js';

export interface RunOptions {
  readonly prober: Prober;
  /** Longest time for one probe, milliseconds. */
  readonly stepMs: number;
  /** Longest time for all probing together, milliseconds. */
  readonly totalMs: number;
  /** Ends the run early (Ctrl-C): what is known by then is reported. */
  readonly signal: AbortSignal;
  /** Why the signal has ended it; left out: somebody interrupted it. */
  readonly whyEnded?: () => string;
  readonly onProbe: (event: { readonly key: FactKey; readonly fact: Fact | null }) => void;
  /** What is to be asked besides the clients' own walks, as far as it is not known yet. Left out: nothing. */
  readonly also?: (facts: FactBook) => readonly FactKey[];
  /** False: no rounds for what only fixes and dead settings would ask. */
  readonly withTrials?: boolean;
  /** False: nothing is asked that only a fix may need later. */
  readonly withScouts?: boolean;
  /** Where facts are kept and looked up; left out: an empty book. */
  readonly facts?: FactBook;
  /** Verdicts on certificates, shared by the checks of one machine; left out: this one's own. */
  readonly verdictsFor?: (host: Host) => Verdicts;
}

export interface RunResult extends Examination {
  readonly facts: FactBook;
  readonly totalMs: number;
}

/** Part of the whole time that one probe may take, so that silence is seen as silence before the time is up. */
export const MOST_FOR_ONE_STEP = 0.45;

/** Fixes and dead settings may ask for facts whose answers ask for more; after so many rounds the rest stays untried. */
const MAX_TRIAL_ROUNDS = 12;

/** Replay and observe in turn until the clients' walks need nothing more, then diagnosis and fixes with what they need. */
export async function runCheck(subject: Subject, options: RunOptions): Promise<RunResult> {
  const limit = timeLimit(options.signal, options.totalMs);
  try {
    return await runWithin(limit.signal, subject, options);
  } finally {
    limit.release();
  }
}

async function runWithin(signal: AbortSignal, subject: Subject, options: RunOptions): Promise<RunResult> {
  const started = performance.now();
  const facts = options.facts ?? new FactBook();
  const examiner = createExaminer(subject, facts, options.verdictsFor);
  const observer = createObserver({
    facts,
    prober: options.prober,
    stepMs: Math.min(options.stepMs, options.totalMs * MOST_FOR_ONE_STEP),
    signal,
    onProbe: options.onProbe,
  });
  const request = examiner.plans.map(({ root }) => firstRequest(root)).find((node) => node !== null) ?? null;
  const registry = examiner.plans.find(({ reference }) => reference !== null)?.reference?.registry ?? null;
  const scouted = untilAnswered(facts, () =>
    request === null || registry === null || options.withScouts === false
      ? []
      : scoutNeeds(registry, request.transport, facts),
  );
  const also = options.also ?? (() => []);
  const hidden = hiddenFrom(subject, facts);
  // What is another machine's is never asked of this one: its answer would be taken for the other's.
  const askable = (keys: readonly FactKey[]): readonly FactKey[] => keys.filter((key) => hidden(key) === null);
  await observer.observe({
    required: () => askable([...examiner.needs(), ...also(facts)]),
    scouted: () => askable(scouted()),
  });
  const ended = (): string | null =>
    options.signal.aborted
      ? (options.whyEnded?.() ?? INTERRUPTED)
      : signal.aborted
        ? `no answer within the ${options.totalMs / 1000} s that this check may take`
        : null;
  let examination = examiner.examine(ended());
  const rounds = options.withTrials === false ? 0 : MAX_TRIAL_ROUNDS;
  for (let round = 0; round < rounds && examination.needs.length > 0 && !signal.aborted; round += 1) {
    const wanted = askable(examination.needs);
    if (wanted.length === 0) break;
    await observer.observe({ required: () => wanted.filter((key) => !facts.has(key)), scouted: () => [] });
    examination = examiner.examine(ended());
  }
  return { ...examination, facts, totalMs: Math.round(performance.now() - started) };
}
