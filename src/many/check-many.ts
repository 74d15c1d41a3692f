import type { LookedAtHost } from '../check/host-of.js';
import { parseReference } from '../reference/parse.js';
import type { Report } from '../report/schema.js';
import { checkOne } from './check-one.js';
import { REFERENCES_AT_FIRST, REFERENCES_AT_ONCE } from './limits.js';
import type { ManyOptions } from './options.js';
import { Queue, type Turn } from './queue.js';
import { openWorld } from './world.js';

/** What comes of each reference, as soon as it is known. */
export type Deliver = (index: number, report: Report) => Promise<void> | void;

/**
 * Checks many references: what they share is looked at once, and whatever becomes of one stops no other.
 * @param deliver is waited for: a reader who can't keep up slows the run down and fills no memory.
 */
export async function checkMany(references: readonly string[], options: ManyOptions, deliver: Deliver): Promise<void> {
  const world = await openWorld(options);
  const machines = new Map<string, LookedAtHost>();
  const queue = new Queue(references.map(registryOf));
  const machineFor = (registry: string): LookedAtHost => {
    const known = machines.get(registry) ?? world.look();
    machines.set(registry, known);
    return known;
  };
  const underWay = new Set<Promise<void>>();
  let atOnce = REFERENCES_AT_FIRST;
  const begin = (turn: Turn): void => {
    const { index, group, isFirst } = turn;
    const one = { reference: references[index] ?? '', looked: machineFor(group.registry), isFirst };
    const done = checkOne(one, world, options)
      .then((report) => deliver(index, report))
      .finally(() => {
        queue.done(turn);
        atOnce = Math.min(atOnce + 1, REFERENCES_AT_ONCE);
        underWay.delete(done);
      });
    underWay.add(done);
  };
  try {
    for (;;) {
      for (let turn = next(); turn !== null; turn = next()) begin(turn);
      if (underWay.size === 0) return;
      await Promise.race(underWay);
    }
  } finally {
    await world.close();
  }

  function next(): Turn | null {
    return underWay.size < atOnce ? queue.take() : null;
  }
}

function registryOf(reference: string): string | null {
  const parsed = parseReference(reference);
  return parsed.ok ? parsed.reference.registry : null;
}
