import type { CertificateFact, DnsFact, Fact, HelperFact, HttpFact, TcpFact, TlsFact } from './facts.js';
import {
  type CertificateKey,
  type DnsKey,
  type FactKey,
  type HelperKey,
  type HttpKey,
  keyId,
  type TcpKey,
  type TlsKey,
} from './keys.js';

/**
 * Facts by key. A book can lie over another: fixes on the server's side are replayed over a few
 * changed facts without touching what was really seen.
 */
export class FactBook {
  readonly #facts: Map<string, Fact>;
  readonly #under: FactBook | null;

  constructor(facts: Iterable<readonly [string, Fact]> = [], under: FactBook | null = null) {
    this.#facts = new Map(facts);
    this.#under = under;
  }

  get(key: DnsKey): DnsFact | undefined;
  get(key: TcpKey): TcpFact | undefined;
  get(key: TlsKey): TlsFact | undefined;
  get(key: HttpKey): HttpFact | undefined;
  get(key: CertificateKey): CertificateFact | undefined;
  get(key: HelperKey): HelperFact | undefined;
  get(key: FactKey): Fact | undefined;
  get(key: FactKey): Fact | undefined {
    return this.byId(keyId(key));
  }

  /** The fact under a canonical key string, from this book or those under it. */
  byId(id: string): Fact | undefined {
    return this.#facts.get(id) ?? this.#under?.byId(id);
  }

  has(key: FactKey): boolean {
    return this.get(key) !== undefined;
  }

  set(key: FactKey, fact: Fact): void {
    this.setById(keyId(key), fact);
  }

  /** The same under a canonical key string. */
  setById(id: string, fact: Fact): void {
    this.#facts.set(id, fact);
  }

  /** Forgets facts of this book by their canonical key strings. */
  forget(ids: Iterable<string>): void {
    for (const id of ids) this.#facts.delete(id);
  }

  /** Number of facts in this book itself. */
  get size(): number {
    return this.#facts.size;
  }

  /** All facts, those of this book winning over those under it. */
  entries(): Map<string, Fact> {
    return new Map([...(this.#under?.entries() ?? []), ...this.#facts]);
  }

  /** A book over this one in which the given facts replace what was seen. */
  withChanges(changes: Iterable<readonly [string, Fact]>): FactBook {
    return new FactBook(changes, this);
  }
}
