import { AddressBook, isAddress } from './addresses.js';
import { hostStandIn } from './host-names.js';
import { isOrdinary } from './known-words.js';
import { Telling } from './telling.js';
import { WordBook, type WordKind } from './word-book.js';

/** Longest name that is remembered: what is longer is no name, and goes word by word. */
const MAX_NAME_CHARACTERS = 512;
/** Namespace of official images: everybody's. */
const OFFICIAL = 'library';

/** All names met so far, and what stands for them. */
export class Names {
  /** None of these may be left in what goes out. */
  readonly telling = new Telling();
  readonly words = new WordBook((word) => {
    if (!isOrdinary(word)) this.telling.add(word);
  });
  readonly addresses = new AddressBook((address) => this.telling.add(address));
  readonly #hosts = new Set<string>();
  readonly #repositories = new Set<string>();
  /** A host always has the same stand-in. */
  readonly #hostTexts = new Map<string, string>();

  /** Grows with every name that is new: what a text becomes is the same while it doesn't. */
  get size(): number {
    return this.words.size + this.#hosts.size + this.#repositories.size;
  }

  /** A host as in a URL or reference: `name`, `name:port`, an address; what stands for it, the port kept. */
  host(text: string): string {
    const known = this.#hostTexts.get(text);
    if (known !== undefined) return known;
    const shown = this.#host(text);
    this.#hostTexts.set(text, shown);
    return shown;
  }

  #host(text: string): string {
    const [, bracketed, bare = '', port = ''] = /^(?:\[([^\]]*)\]|([^:]*))((?::.*)?)$/s.exec(text) ?? [];
    if (bracketed !== undefined) return isAddress(bracketed) ? `[${this.addresses.standIn(bracketed)}]${port}` : text;
    if (isAddress(text)) return this.addresses.standIn(text);
    if (bare === '') return text;
    if (isAddress(bare)) return `${this.addresses.standIn(bare)}${port}`;
    const shown = hostStandIn(bare, this.words);
    if (bare.length <= MAX_NAME_CHARACTERS) {
      this.#hosts.add(bare.toLowerCase());
      if (bare.includes('.') && shown !== bare) this.telling.add(bare);
    }
    return `${shown}${port}`;
  }

  /** True for a name that was met as a host. */
  isHost(name: string): boolean {
    return this.#hosts.has(name.toLowerCase());
  }

  /** Where a name with dots that was met as a host ends in a longer word, as in `registry.example.com_5000-ca.crt`; 0 where none begins it. */
  hostEnd(word: string): number {
    for (const { index } of word.matchAll(/[-_]/g)) {
      const start = word.slice(0, index);
      if (start.includes('.') && this.isHost(start)) return index;
    }
    return 0;
  }

  /** A repository path: every part is replaced, but `library`. */
  repository(path: string): string {
    if (path.length <= MAX_NAME_CHARACTERS) {
      this.#repositories.add(path.toLowerCase());
      if (path.includes('/')) this.telling.add(path);
    }
    return path
      .split('/')
      .map((part) => (part === '' || part === OFFICIAL ? part : this.words.standIn(part, 'repo')))
      .join('/');
  }

  /** One word of this kind, whatever it is made of. */
  word(text: string, kind: WordKind): string {
    return text === '' ? text : this.words.standIn(text, kind);
  }

  /** True for a repository of several parts that was met: it can be told from other text wherever it stands. */
  isRepository(path: string): boolean {
    return this.#repositories.has(path.toLowerCase());
  }
}
