import { Heap } from './heap.js';
import { REFERENCES_AT_ONCE_EACH } from './limits.js';

/** References of one registry that are still to be looked at. */
export interface Group {
  readonly registry: string;
  /** Places in the call, the first one last. */
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
  readonly #groups: readonly Group[];
  /** Groups of which one more may begin, each once. */
  readonly #ready = new Heap<Group>(({ waiting }) => waiting.at(-1) ?? 0);
  readonly #isReady = new Set<Group>();

  /** @param registries of each reference, in the order of the call; null is left out. */
  constructor(registries: readonly (string | null)[]) {
    const groups = new Map<string, Group>();
    for (const [index, registry] of registries.entries()) {
      if (registry === null) continue;
      const group = groups.get(registry) ?? { registry, waiting: [], running: 0, known: false };
      group.waiting.push(index);
      groups.set(registry, group);
    }
    this.#groups = [...groups.values()];
    for (const group of this.#groups) {
      group.waiting.reverse();
      this.#offer(group);
    }
  }

  /** Takes the next one; null while nobody may begin. */
  take(): Turn | null {
    const group = this.#ready.take();
    const index = group?.waiting.pop();
    if (group === undefined || index === undefined) return null;
    this.#isReady.delete(group);
    group.running += 1;
    const isFirst = !group.known;
    this.#offer(group);
    return { index, group, isFirst };
  }

  /** Says that one is done. */
  done({ group }: Turn): void {
    group.running -= 1;
    group.known = true;
    this.#offer(group);
  }

  /** Places of those whose turn has not come, in the order of the call; there are none afterwards. */
  rest(): number[] {
    while (this.#ready.take() !== undefined);
    this.#isReady.clear();
    return this.#groups.flatMap(({ waiting }) => waiting.splice(0)).sort((one, other) => one - other);
  }

  #offer(group: Group): void {
    const most = group.known ? REFERENCES_AT_ONCE_EACH : 1;
    if (group.waiting.length === 0 || group.running >= most || this.#isReady.has(group)) return;
    this.#isReady.add(group);
    this.#ready.put(group);
  }
}
