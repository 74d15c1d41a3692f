import { FactBook } from './book.js';
import type { Fact } from './facts.js';

/** The facts of another book that pass a test, as they come. */
export class HoldingFacts extends FactBook {
  readonly #book: FactBook;
  readonly #holds: (fact: Fact) => boolean;

  constructor(book: FactBook, holds: (fact: Fact) => boolean) {
    super();
    this.#book = book;
    this.#holds = holds;
  }

  override byId(id: string): Fact | undefined {
    const fact = this.#book.byId(id);
    return fact !== undefined && this.#holds(fact) ? fact : undefined;
  }

  override entries(): Map<string, Fact> {
    return new Map([...this.#book.entries()].filter(([, fact]) => this.#holds(fact)));
  }
}
