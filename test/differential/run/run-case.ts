import type { DifferentialCase } from '../case.js';
import type { Prediction } from '../predict/prediction.js';
import { PROGRAMS } from '../programs/catalogue.js';
import type { Pulled } from '../programs/program.js';
import type { World } from '../world/world.js';
import { compare, type Disagreement } from './compare.js';
import { endOfFirstRound } from './predicted.js';
import type { Sequence } from './sequence.js';
import { manifestAt, wireSequence } from './wire.js';

/** What became of a case. */
export interface Judged {
  readonly one: DifferentialCase;
  readonly prediction: Prediction;
  /** Null: the program's daemon does not start with this configuration, which is a failure without a request. */
  readonly pulled: Pulled | null;
  readonly wire: Sequence;
  /** False: compared up to the end of the first round of the program's retries. */
  readonly whole: boolean;
  readonly pools: boolean;
  /** Until the last manifest was asked for, ms; -1 or less where none was. */
  readonly manifestMs: number;
  readonly disagreement: Disagreement | null;
}

/** Longest run of a program that is left to end by itself: podman with everything dropped takes 8 min. */
const LONGEST_MS = 600_000;
/** A program that should have ended is given this much more than predicted. */
const PATIENCE_MS = 15_000;
/** A program that keeps connections goes over silent hosts once more for configuration and layers, which no prediction counts. */
const BLOBS_OVER_SILENCE_MS = 90_000;
/** Time after the predicted end of a round in which a program begins nothing new: the pause before its next try is 1 s or more. */
const AFTER_ROUND_MS = 700;

/**
 * Runs one case: its files and network in place, regdoctor's prediction, then the real program over a fresh record.
 * @param whole false: a program that waits for silent ports is stopped where the first round of its retries ends.
 */
export async function runCase(world: World, one: DifferentialCase, whole: boolean): Promise<Judged> {
  const program = PROGRAMS[one.client];
  await world.place(one);
  const started = await program.prepare(world, one);
  const prediction = await world.predict(one);
  await world.forget();
  const round = endOfFirstRound(prediction);
  const cut = !whole && prediction.bound !== 'unbounded' && round < prediction.ms;
  const patience = PATIENCE_MS + (program.pools && one.silent ? BLOBS_OVER_SILENCE_MS : 0);
  const limitMs = Math.ceil(cut ? round + AFTER_ROUND_MS : Math.min(LONGEST_MS, prediction.ms * 1.25 + patience));
  const startedAt = world.recorder.now();
  const pulled = started ? await program.pull(world, one, limitMs) : null;
  const captured = await world.capture.connections();
  const wire = wireSequence(captured, world.recorder.connections, one.network, pulled?.ok === true);
  const manifestMs = (manifestAt(world.recorder.connections) - startedAt) * 1000;
  const judged = { one, prediction, pulled, wire, whole: !cut, pools: program.pools, manifestMs };
  return { ...judged, disagreement: compare(judged) };
}
