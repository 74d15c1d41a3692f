import type { LookedAtHost } from '../check/host-of.js';
import { SeenFacts } from '../facts/seen.js';
import { parseReference } from '../reference/parse.js';
import type { Report } from '../report/schema.js';
import { checkOne } from './check-one.js';
import { Holders } from './holders.js';
import { REFERENCES_AT_FIRST, REFERENCES_AT_ONCE } from './limits.js';
import type { ManyOptions } from './options.js';
import { bugReport, untoldReport } from './other-reports.js';
import { Queue, type Turn } from './queue.js';
import { Repositories } from './repositories.js';
import { openWorld } from './world.js';

/** What comes of each reference, as soon as it is known. */
export type Deliver = (index: number, report: Report) => Promise<void> | void;

/**
 * Checks many references: what they share is looked at once, and whatever becomes of one stops no other. Where the signal interrupts it, those under way
 * tell what is known, and the others that nothing is.
 * @param references null: passed over, nothing is delivered for it.
 * @param deliver is waited for: a reader who can't keep up slows the run down and fills no memory.
 */
export async function checkMany(
  references: readonly (string | null)[],
  options: ManyOptions,
  deliver: Deliver,
): Promise<void> {
  const world = await openWorld(options);
  const machines = new Map<string, LookedAtHost>();
  const queue = new Queue(references.map(registryOf));
  const repositories = new Repositories(references);
  const holders = new Holders();
  const underWay = new Set<Promise<void>>();
  let atOnce = REFERENCES_AT_FIRST;
  const { operation, signal } = options;
  const words = { operation, vantage: world.vantage };

  async function run({ index, group, isFirst }: Turn): Promise<void> {
    const reference = references[index] ?? '';
    const looked = machines.get(group.registry) ?? world.look();
    machines.set(group.registry, looked);
    const facts = new SeenFacts(world.facts, (id) => holders.hold(id));
    const report = await checkOne({ reference, looked, isFirst, facts }, world, options).catch((error: unknown) =>
      bugReport(reference, error, words),
    );
    const ids = [...facts.entries().keys()];
    const free = holders.release(ids);
    world.forget(repositories.lastUse(reference, ids).filter((id) => free.has(id)));
    await deliver(index, report);
  }

  function begin(turn: Turn): void {
    const done = run(turn).finally(() => {
      queue.done(turn);
      if (turn.group.waiting.length === 0 && turn.group.running === 0) machines.delete(turn.group.registry);
      atOnce = Math.min(atOnce + 1, REFERENCES_AT_ONCE);
      underWay.delete(done);
    });
    underWay.add(done);
  }

  const next = (): Turn | null => (underWay.size < atOnce && !signal.aborted ? queue.take() : null);
  try {
    for (;;) {
      for (let turn = next(); turn !== null; turn = next()) begin(turn);
      if (underWay.size === 0) break;
      await Promise.race(underWay);
    }
    for (const index of queue.rest()) await deliver(index, untoldReport(references[index] ?? '', words));
  } finally {
    await world.close();
  }
}

function registryOf(reference: string | null): string | null {
  const parsed = reference === null ? null : parseReference(reference);
  return parsed?.ok === true ? parsed.reference.registry : null;
}
