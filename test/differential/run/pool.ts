import type { DifferentialCase } from '../case.js';
import type { Shared } from '../world/shared.js';
import { World } from '../world/world.js';
import { type Judged, runCase } from './run-case.js';
import { shrink } from './shrink.js';

/** How many worlds there are at a time: for cases that need the processor, and for those that mostly wait. */
export interface PoolSize {
  readonly working: number;
  readonly waiting: number;
}

/** Two processors: one program runs while another's registries answer. */
export const POOL: PoolSize = { working: 3, waiting: 8 };

/** A case that differs in nothing but time is run so many times more. */
const MORE_RUNS = 2;
/** Of the cases with a silent port so many run until the client gives up by itself: up to 8 min each, so only in long runs. */
const WHOLE_SILENT = 5;
const ONE_WHOLE_IN = 60;

export interface PoolOptions {
  readonly size: PoolSize;
  /** False: a disagreement is told as it is. */
  readonly shrinks: boolean;
  readonly onJudged: (judged: Judged) => void;
  /** Ends the run early. */
  readonly enough?: () => boolean;
}

/** Judges all cases; those with a silent port run aside, so that their waits overlap. */
export async function judgeAll(
  shared: Shared,
  cases: readonly DifferentialCase[],
  options: PoolOptions,
): Promise<void> {
  const silent = [...new Set(cases.map(({ client }) => client))].flatMap((client) => {
    const own = cases.filter((one) => one.client === client);
    const wholeOnes = Math.min(WHOLE_SILENT, Math.floor(own.length / ONE_WHOLE_IN));
    return own.filter((one) => one.silent).map((one, index) => ({ one, whole: index < wholeOnes }));
  });
  const others = cases.filter((one) => !one.silent).map((one) => ({ one, whole: true }));
  const waiting = Math.min(options.size.waiting, silent.length);
  const working = Math.min(options.size.working, others.length);
  await Promise.all([
    ...Array.from({ length: waiting }, () => work(shared, silent, options)),
    ...Array.from({ length: working }, () => work(shared, others, options)),
  ]);
}

async function work(
  shared: Shared,
  queue: { readonly one: DifferentialCase; readonly whole: boolean }[],
  { shrinks, onJudged, enough }: PoolOptions,
): Promise<void> {
  const world = await World.create(shared);
  try {
    for (let next = queue.shift(); next !== undefined && enough?.() !== true; next = queue.shift()) {
      let judged = await runCase(world, next.one, next.whole);
      // The machine may have been busy: time alone has to differ again and again.
      for (let again = 0; again < MORE_RUNS && judged.disagreement?.kind === 'time'; again += 1)
        judged = await runCase(world, next.one, next.whole);
      if (judged.disagreement !== null && shrinks && !next.one.silent) {
        const small = await shrink(world, judged);
        onJudged({ ...small, one: { ...small.one, branches: next.one.branches } });
      } else onJudged(judged);
    }
  } finally {
    await world.end();
  }
}
