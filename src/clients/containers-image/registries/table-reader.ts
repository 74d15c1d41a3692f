import type { ParsedDocument } from '../../../host/document.js';

/** Where a value sits in a document: keys and array positions. */
export type KeyPath = readonly (string | number)[];

/** A key the program's structure has no field for: read, and silently dropped. */
export interface UndecodedKey {
  readonly path: KeyPath;
  readonly key: string;
  /** Where it was found, in the words of the file: `top level`, `[[registry]]`, `[[registry.mirror]]`. */
  readonly table: string;
  readonly value: unknown;
  readonly line: number | null;
}

/** A value of the wrong type; stops the decoding of the whole file. */
export class TypeMismatch extends Error {
  constructor(
    readonly path: KeyPath,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads fields of one table as BurntSushi/toml fills a struct (decode.go `unifyStruct`): the exact key wins,
 * else one that differs in case only; other keys are collected as undecoded.
 */
export class TableReader {
  readonly #table: Readonly<Record<string, unknown>>;
  readonly #keys = new Map<string, string>();

  constructor(
    readonly document: ParsedDocument,
    readonly path: KeyPath,
    value: unknown,
    goType: string,
    fields: readonly string[],
    undecoded: UndecodedKey[],
    tableName: string,
  ) {
    if (!isTable(value)) {
      throw new TypeMismatch(path, `type mismatch for ${goType}: expected table but found ${goTypeOf(value)}`);
    }
    this.#table = value;
    for (const key of Object.keys(value)) {
      const field = fields.find((name) => name === key) ?? fields.find((name) => name === key.toLowerCase());
      if (field === undefined) {
        const at = [...path, key];
        undecoded.push({ path: at, key, table: tableName, value: value[key], line: document.lineOf(at) });
      } else if (key === field || !this.#keys.has(field)) this.#keys.set(field, key);
    }
  }

  /** The value of a field with the path of its key as written; undefined where the key is missing. */
  at(field: string): { readonly path: KeyPath; readonly value: unknown; readonly line: number | null } | undefined {
    const key = this.#keys.get(field);
    if (key === undefined) return undefined;
    const path = [...this.path, key];
    return { path, value: this.#table[key], line: this.document.lineOf(path) };
  }

  /** Missing: empty string, as Go's zero value. */
  string(field: string): string {
    const found = this.at(field);
    return found === undefined ? '' : asString(found.value, found.path);
  }

  /** Missing: false. */
  boolean(field: string): boolean {
    const found = this.at(field);
    if (found === undefined) return false;
    if (typeof found.value !== 'boolean') throw incompatible(found.path, found.value, 'boolean');
    return found.value;
  }

  /** Missing: null, which merging tells from an empty list. */
  list(field: string): { readonly path: KeyPath; readonly items: readonly unknown[] } | null {
    const found = this.at(field);
    if (found === undefined) return null;
    if (!Array.isArray(found.value)) throw incompatible(found.path, found.value, 'slice');
    return { path: found.path, items: found.value };
  }

  /** A list of strings; missing: null. */
  strings(field: string): readonly string[] | null {
    const found = this.list(field);
    return found === null ? null : found.items.map((item) => asString(item, found.path));
  }
}

/** True for a TOML or JSON table. */
export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** A string, or the decoder's error for this key. */
export function asString(value: unknown, path: KeyPath): string {
  if (typeof value !== 'string') throw incompatible(path, value, 'string');
  return value;
}

function incompatible(path: KeyPath, value: unknown, destination: string): TypeMismatch {
  return new TypeMismatch(
    path,
    `incompatible types: TOML value has type ${goTypeOf(value)}; destination has type ${destination}`,
  );
}

function goTypeOf(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every(isTable) ? '[]map[string]interface {}' : '[]interface {}';
  }
  if (isTable(value)) return 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'bigint' || Number.isInteger(value)) return 'int64';
  return typeof value === 'number' ? 'float64' : 'time.Time';
}
