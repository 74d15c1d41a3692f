const WORDS =
  'account audit backup billing cache catalog customer delivery event gateway history inventory invoice ledger mailer metrics notifier order payment pricing profile queue report scheduler search session shipment storage ticket token user vault worker'.split(
    ' ',
  );
const LIBRARIES =
  'libssl openssl zlib curl python perl bash coreutils systemd tzdata libxml ncurses readline sqlite glib gnutls expat gettext pcre icu krb5 ldap nghttp libpng freetype'.split(
    ' ',
  );

/** Repeatable chance: the same seed gives the same logs. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }

  /** Mulberry32, 0 to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  of<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  get word(): string {
    return this.of(WORDS);
  }

  get library(): string {
    return this.of(LIBRARIES);
  }

  get version(): string {
    return `${this.below(20)}.${this.below(40)}.${this.below(100)}`;
  }

  /** An address from those set aside for examples and private networks. */
  get address(): string {
    return this.of([`203.0.113.${this.below(255)}`, `10.${this.below(255)}.${this.below(255)}.${this.below(255)}`]);
  }

  get time(): string {
    const two = (limit: number): string => String(this.below(limit)).padStart(2, '0');
    return `2026-03-${String(1 + this.below(28)).padStart(2, '0')}T${two(24)}:${two(60)}:${two(60)}.${String(this.below(1000)).padStart(3, '0')}Z`;
  }

  get clock(): string {
    return `Mar ${1 + this.below(28)} ${this.time.slice(11, 19)}`;
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.below(2 ** 32).toString(16);
    return text.slice(0, digits);
  }
}

/** Makes a line, or a few that belong together. */
export type Line = (chance: Chance) => string;
