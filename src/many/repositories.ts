import { parseReference } from '../reference/parse.js';

/** The request that every reference of a registry begins with: shared by all of them. */
const PING = /^http \S+ \S+\/v2\/ via /;

/** How many references of each repository are still to come: answers about a repository serve nobody else. */
export class Repositories {
  readonly #left = new Map<string, number>();

  constructor(references: readonly (string | null)[]) {
    for (const reference of references) {
      const name = reference === null ? null : nameOf(reference);
      if (name !== null) this.#left.set(name, (this.#left.get(name) ?? 0) + 1);
    }
  }

  /** Says that one is done; gives those of its facts, by their canonical key strings, that no reference to come will ask for. */
  lastUse(reference: string, ids: readonly string[]): readonly string[] {
    const name = nameOf(reference);
    if (name === null) return [];
    const left = (this.#left.get(name) ?? 1) - 1;
    if (left > 0) {
      this.#left.set(name, left);
      return [];
    }
    this.#left.delete(name);
    return ids.filter((id) => id.startsWith('http ') && !PING.test(id));
  }
}

function nameOf(reference: string): string | null {
  const parsed = parseReference(reference);
  return parsed.ok ? `${parsed.reference.registry}/${parsed.reference.repository}` : null;
}
