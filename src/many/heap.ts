/** The item with the smallest rank first; ranks must not change while an item is in it. */
export class Heap<Item> {
  readonly #items: Item[] = [];
  readonly #rank: (item: Item) => number;

  constructor(rank: (item: Item) => number) {
    this.#rank = rank;
  }

  put(item: Item): void {
    this.#items.push(item);
    for (let at = this.#items.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  take(): Item | undefined {
    const last = this.#items.length - 1;
    if (last > 0) this.#swap(0, last);
    const item = this.#items.pop();
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      if (left >= last) return item;
      const least = right < last && this.#isBefore(right, left) ? right : left;
      if (!this.#isBefore(least, at)) return item;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(one: number, other: number): boolean {
    return this.#rank(this.#items[one] as Item) < this.#rank(this.#items[other] as Item);
  }

  #swap(one: number, other: number): void {
    const item = this.#items[one] as Item;
    this.#items[one] = this.#items[other] as Item;
    this.#items[other] = item;
  }
}
