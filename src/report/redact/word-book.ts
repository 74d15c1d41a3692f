/** What an original is, which its stand-in tells: `host-1`, `user-1`, `repo-1`, or `name-1` for everything else. */
export type WordKind = 'host' | 'user' | 'repo' | 'name';

/** Stand-ins for words, in any case of letters: the same original always has the same one, whatever it is met as later. */
export class WordBook {
  readonly #standIns = new Map<string, string>();
  readonly #onNew: (word: string) => void;
  readonly #counts: Record<WordKind, number> = { host: 0, user: 0, repo: 0, name: 0 };

  /** @param onNew is told of every word that gets a stand-in, in lower case. */
  constructor(onNew: (word: string) => void) {
    this.#onNew = onNew;
  }

  /** The stand-in of a word; made, of this kind, where it has none. */
  standIn(word: string, kind: WordKind): string {
    const original = word.toLowerCase();
    const known = this.#standIns.get(original);
    if (known !== undefined) return known;
    this.#counts[kind] += 1;
    const made = `${kind}-${this.#counts[kind]}`;
    this.#standIns.set(original, made);
    this.#onNew(original);
    return made;
  }

  /** The stand-in of a word that has one. */
  known(word: string): string | undefined {
    return this.#standIns.get(word.toLowerCase());
  }

  get size(): number {
    return this.#standIns.size;
  }
}
