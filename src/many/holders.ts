/** How many references that are under way rest on each fact: what one is done with, another may still need, and the token that came with it. */
export class Holders {
  readonly #counts = new Map<string, number>();

  /** Says that one more rests on it. */
  hold(id: string): void {
    this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
  }

  /** Says that one is done with all of these; gives those that nobody else rests on. */
  release(ids: Iterable<string>): Set<string> {
    const free = new Set<string>();
    for (const id of ids) {
      const left = (this.#counts.get(id) ?? 1) - 1;
      if (left > 0) this.#counts.set(id, left);
      else {
        this.#counts.delete(id);
        free.add(id);
      }
    }
    return free;
  }
}
