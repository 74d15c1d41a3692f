/** Shorter names may be part of any word. */
const LEAST_CHARACTERS = 5;
const LETTER = /[\p{L}\p{M}\p{N}]/u;
const ATOM = /[\p{L}\p{M}\p{N}]+/gu;
/** What stand-ins look like: a report that went through here before is full of them. */
const STAND_IN = /^(?:host|user|repo|name)-\d+(?:\.|\/|$)/;

/** Names that no other text contains by chance, so that none of them may be left anywhere. Found by their first letters and digits, however many there are. */
export class Telling {
  /** Names in lower case by the run of letters and digits that they begin with. */
  readonly #byStart = new Map<string, Set<string>>();

  /** Remembers a name. */
  add(name: string): void {
    const original = name.toLowerCase();
    const [start] = original.match(ATOM) ?? [];
    if (
      start === undefined ||
      !original.startsWith(start) ||
      original.length < LEAST_CHARACTERS ||
      STAND_IN.test(original)
    )
      return;
    const known = this.#byStart.get(start);
    if (known === undefined) this.#byStart.set(start, new Set([original]));
    else known.add(original);
  }

  /** True where one of the names stands in a text, in any case of letters, as a word or several. */
  isIn(text: string): boolean {
    return this.#places(text.toLowerCase()).next().done !== true;
  }

  /** The text with `mark` for every name that is in it. */
  without(text: string, mark: string): string {
    const lower = text.toLowerCase();
    // Some letters become two in lower case: places don't fit then.
    if (lower.length !== text.length) return this.isIn(text) ? mark : text;
    let shown = '';
    let at = 0;
    for (const [from, to] of this.#places(lower)) {
      if (from < at) continue;
      shown += text.slice(at, from) + mark;
      at = to;
    }
    return at === 0 ? text : shown + text.slice(at);
  }

  *#places(lower: string): Generator<[from: number, to: number]> {
    for (const { 0: start, index } of lower.matchAll(ATOM))
      for (const name of this.#byStart.get(start) ?? []) {
        const end = index + name.length;
        if (lower.startsWith(name, index) && !LETTER.test(lower[end] ?? '')) yield [index, end];
      }
  }
}
