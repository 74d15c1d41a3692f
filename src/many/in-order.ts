/** Holds what came too early, so that everything leaves in the order of its number, from 0. */
export class InOrder<Item> {
  readonly #early = new Map<number, Item>();
  #next = 0;

  /** Puts one in; gives those whose turn it is by now. */
  put(index: number, item: Item): Item[] {
    this.#early.set(index, item);
    const ready: Item[] = [];
    for (let next = this.#early.get(this.#next); next !== undefined; next = this.#early.get(this.#next)) {
      this.#early.delete(this.#next);
      this.#next += 1;
      ready.push(next);
    }
    return ready;
  }
}
