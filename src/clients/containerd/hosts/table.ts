import type { ParsedDocument } from '../../../host/document.js';
import type { Source } from '../../../host/source.js';

export type Table = Readonly<Record<string, unknown>>;

/** hosts.toml can't be used; the message is what containerd logs. Thrown and caught within `hosts/`. */
export class Refusal extends Error {
  constructor(
    message: string,
    /** Keys that lead to what is refused. */
    readonly at: readonly (string | number)[],
  ) {
    super(message);
  }
}

/** A table of hosts.toml with its place, read by type; what has another type is a `Refusal`. */
export class HostsTable {
  constructor(
    readonly document: ParsedDocument,
    readonly path: string,
    readonly at: readonly string[],
    readonly table: Table,
  ) {}

  /** A key's value; undefined where it isn't there. Other cases of the name count where the name itself isn't there (pelletier/go-toml). */
  get(key: string): unknown {
    return this.table[this.written(key)];
  }

  boolean(key: string): boolean | null {
    const value = this.get(key);
    if (value === undefined) return null;
    if (typeof value !== 'boolean') throw this.refusal(key, `${key}: ${shown(value)} is no boolean`);
    return value;
  }

  text(key: string): string | null {
    const value = this.get(key);
    if (value === undefined) return null;
    if (typeof value !== 'string') throw this.refusal(key, `${key}: ${shown(value)} is no string`);
    return value;
  }

  /** A list of texts and nothing else. */
  texts(key: string): readonly string[] {
    const value = this.get(key);
    if (value === undefined) return [];
    if (!isTexts(value)) throw this.refusal(key, `${key}: ${shown(value)} is no list of strings`);
    return value;
  }

  refusal(key: string, message: string): Refusal {
    return new Refusal(message, [...this.at, this.written(key)]);
  }

  /** Where a key stands and what it says; headers are never shown, they may hold a secret. */
  source(key: string): Source {
    const says = `${key} = ${shown(this.get(key))}`;
    return { kind: 'file', name: this.path, line: this.document.lineOf([...this.at, this.written(key)]), says };
  }

  private written(key: string): string {
    if (Object.hasOwn(this.table, key)) return key;
    return Object.keys(this.table).find((each) => each.toLowerCase() === key) ?? key;
  }
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Longest value shown in messages. */
const SHOWN_CHARACTERS = 80;

function shown(value: unknown): string {
  return isTable(value) ? 'a table' : (JSON.stringify(value) ?? '').slice(0, SHOWN_CHARACTERS);
}
