import { FactBook } from './book.js';
import type { Fact } from './facts.js';

/**
 * One reference's part of facts that many share: a fact is taken over from the shared book when it is first looked at, so that in the end this book holds
 * what the reference's walks and findings rest on, and nothing of the others'.
 */
export class SeenFacts extends FactBook {
  readonly #shared: FactBook;
  readonly #onSeen: (id: string) => void;

  /** @param onSeen called once for each fact that comes into this book, by its canonical key string. */
  constructor(shared: FactBook, onSeen: (id: string) => void = () => {}) {
    super();
    this.#shared = shared;
    this.#onSeen = onSeen;
  }

  override byId(id: string): Fact | undefined {
    const own = super.byId(id);
    if (own !== undefined) return own;
    const fact = this.#shared.byId(id);
    if (fact !== undefined) this.setById(id, fact);
    return fact;
  }

  override setById(id: string, fact: Fact): void {
    if (super.byId(id) === undefined) this.#onSeen(id);
    super.setById(id, fact);
  }
}
