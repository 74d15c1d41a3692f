/** A configuration document with positions: the value, and the line of each key in it. */
export interface ParsedDocument {
  /** Plain objects, arrays, strings, numbers, booleans; prototype-less objects, so `__proto__` is just a key. */
  readonly value: unknown;
  /** 1-based line of the key (or array item) at this path, or of the nearest parent that has one; null for an unknown path. */
  lineOf(path: readonly (string | number)[]): number | null;
}

/** Never throws on bad text: a parse error says where and what. */
export type DocumentResult =
  | { readonly ok: true; readonly document: ParsedDocument }
  | { readonly ok: false; readonly line: number | null; readonly message: string };
