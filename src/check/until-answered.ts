import type { FactBook } from '../facts/book.js';
import type { FactKey } from '../facts/keys.js';

/**
 * What a walk waits for, worked out again only once something of it has been answered: until then it comes to the same, and facts arrive one by one.
 * @param look walks, and gives the keys that are missing; none: it waits for nothing any more, and is not asked again.
 */
export function untilAnswered(facts: FactBook, look: () => readonly FactKey[]): () => readonly FactKey[] {
  let awaited: readonly FactKey[] | null = null;
  return () => {
    if (awaited === null || awaited.some((key) => facts.has(key))) awaited = look();
    return awaited;
  };
}
