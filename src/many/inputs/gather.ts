import { parseReference } from '../../reference/parse.js';
import { cleanText } from '../../text/clean.js';
import { withoutPasswordsOf, withoutUserInformation } from '../../text/user-information.js';
import type { Mention, ReferenceEntry, ReferencePlace } from './entry.js';

/** Longest echo of what is no reference. */
const MAX_ECHO_CHARACTERS = 120;
/** Longest name of a file or place that is told. */
const MAX_NAME_CHARACTERS = 300;
/** Longest sentence. */
const MAX_SENTENCE_CHARACTERS = 600;
/** Names of a pod's secrets that are kept. */
const MAX_SECRETS = 20;

/** References as they come, each once with all its places, in the order of the first. */
export class Gathering {
  readonly #entries = new Map<string, ReferenceEntry & { places: [ReferencePlace, ...ReferencePlace[]] }>();

  /** Entries so far. */
  get size(): number {
    return this.#entries.size;
  }

  /** Adds a reference found in a file, or a word of the command line (`file` null). */
  add(mention: Mention, file: string | null): void {
    const place = placeOf(mention, file);
    const parsed = mention.problem === null ? parseReference(mention.reference) : null;
    if (parsed?.ok === true) {
      this.#put(`ok ${mention.reference}`, { reference: mention.reference, error: null, meant: null }, place);
      return;
    }
    const written = cleanText(withoutUserInformation(mention.reference), MAX_ECHO_CHARACTERS);
    const why = withoutPasswordsOf([mention.reference], parsed?.error.message ?? mention.problem ?? '');
    const error = cleanText(`${prefixOf(place)}${why}`, MAX_SENTENCE_CHARACTERS);
    const reference = written === '' ? (place.from?.file ?? '""') : written;
    const key = mention.problem === null ? `bad ${mention.reference}` : `bad ${error}`;
    this.#put(key, { reference, error, meant: parsed?.error.meant ?? null }, place);
  }

  /** Adds a file that gave nothing. @param why goes on after its name: `is a directory`. */
  addUnreadable(file: string, why: string): void {
    const name = cleanText(file, MAX_NAME_CHARACTERS);
    const error = cleanText(`${name} ${why}`, MAX_SENTENCE_CHARACTERS);
    const place = { from: { file: name, line: null }, where: null, pullSecrets: [] };
    this.#put(`bad ${error}`, { reference: name, error, meant: null }, place);
  }

  /** All entries, in the order in which they came. */
  entries(): readonly ReferenceEntry[] {
    return [...this.#entries.values()];
  }

  #put(key: string, entry: Omit<ReferenceEntry, 'places'>, place: ReferencePlace): void {
    const there = this.#entries.get(key);
    if (there === undefined) this.#entries.set(key, { ...entry, places: [place] });
    else there.places.push(place);
  }
}

function placeOf({ line, where, pullSecrets }: Mention, file: string | null): ReferencePlace {
  return {
    from: file === null ? null : { file: cleanText(file, MAX_NAME_CHARACTERS), line },
    where: where === null ? null : cleanText(where, MAX_NAME_CHARACTERS),
    pullSecrets: pullSecrets.slice(0, MAX_SECRETS).map((name) => cleanText(name, MAX_NAME_CHARACTERS)),
  };
}

function prefixOf({ from }: ReferencePlace): string {
  if (from === null) return '';
  return from.line === null ? `${from.file}: ` : `${from.file}:${from.line}: `;
}
