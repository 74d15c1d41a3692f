import { REFERENCES_AT_ONCE_EACH } from './limits.js';

/** References of one registry that are still to be looked at. */
export interface Group {
  readonly registry: string;
  /** Places in the call, in its order. */
  readonly waiting: number[];
  running: number;
  /** True once one of it is done: what all of them share is known then. */
  known: boolean;
}

/** The next reference to look at. */
export interface Turn {
  readonly index: number;
  readonly group: Group;
  readonly isFirst: boolean;
}

/**
 * Who is next: in the order of the call, but of each registry one alone at first, and a few at a time then. A silent registry holds up nobody else.
 */
export class Queue {
  readonly #groups: Group[];

  /** @param registries of each reference, in the order of the call; null is left out. */
  constructor(registries: readonly (string | null)[]) {
    const groups = new Map<string, Group>();
    for (const [index, registry] of registries.entries()) {
      if (registry === null) continue;
      const group = groups.get(registry) ?? { registry, waiting: [], running: 0, known: false };
      group.waiting.push(index);
      groups.set(registry, group);
    }
    for (const { waiting } of groups.values()) waiting.reverse();
    this.#groups = [...groups.values()];
  }

  /** Takes the next one; null while nobody may begin. */
  take(): Turn | null {
    let best: Group | null = null;
    for (const group of this.#groups) {
      if (group.waiting.length === 0 || group.running >= (group.known ? REFERENCES_AT_ONCE_EACH : 1)) continue;
      if (best === null || (group.waiting.at(-1) ?? 0) < (best.waiting.at(-1) ?? 0)) best = group;
    }
    const index = best?.waiting.pop();
    if (best === null || index === undefined) return null;
    best.running += 1;
    return { index, group: best, isFirst: !best.known };
  }

  /** Says that one is done. */
  done({ group }: Turn): void {
    group.running -= 1;
    group.known = true;
    if (group.waiting.length === 0 && group.running === 0) this.#groups.splice(this.#groups.indexOf(group), 1);
  }
}
