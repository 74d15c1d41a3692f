/** A tag of the own repository that this run sent, or may have sent. */
export interface SentTag {
  readonly tag: string;
  /** Manifest as the registry took it; null: the push did not get so far as to tell. */
  readonly digest: string | null;
}

/** What this run has put into the registry and not yet removed: told whenever the run ends, however it ends. */
export class Ledger {
  readonly #sent = new Map<string, SentTag>();
  /** `registry/repository`, null before there is one. */
  name: string | null = null;

  /** To be called before a push begins, and again when it has told its digest. */
  sent(tag: SentTag): void {
    this.#sent.set(tag.tag, tag);
  }

  /** Nothing of the tag is there any more, or never was. */
  gone(tag: string): void {
    this.#sent.delete(tag);
  }

  get tags(): readonly SentTag[] {
    return [...this.#sent.values()];
  }
}
