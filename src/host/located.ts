import type { ParsedDocument } from './document.js';

/** Bytes of a configuration document that are parsed at all: real ones are a few KiB, and parsers take time per byte. */
export const MAX_DOCUMENT_BYTES = 1024 * 1024;

/** Nesting beyond this is an attack on recursive readers; real documents stay below ten. */
export const MAX_DOCUMENT_DEPTH = 200;

/** Values in one document, aliases expanded: stops small texts that unfold into huge ones. */
export const MAX_DOCUMENT_VALUES = 500_000;

/** A value with the line of the key (or item) that holds it; tables and lists carry their children the same way. */
export type Located = LocatedTable | LocatedList | LocatedScalar;

export interface LocatedTable {
  readonly kind: 'table';
  line: number;
  readonly value: Record<string, unknown>;
  readonly children: Map<string, Located>;
}

export interface LocatedList {
  readonly kind: 'list';
  line: number;
  readonly value: unknown[];
  readonly children: Located[];
}

export interface LocatedScalar {
  readonly kind: 'scalar';
  line: number;
  readonly value: string | number | boolean | null;
  /** The scalar as written, where the parser keeps it. */
  readonly text: string | null;
}

/** An empty table; its value has no prototype, so `__proto__` is just a key. */
export function locatedTable(line: number): LocatedTable {
  return { kind: 'table', line, value: Object.create(null) as Record<string, unknown>, children: new Map() };
}

/** An empty list. */
export function locatedList(line: number): LocatedList {
  return { kind: 'list', line, value: [], children: [] };
}

/** A scalar at a line; `text` is the scalar as written. */
export function locatedScalar(
  line: number,
  value: string | number | boolean | null,
  text: string | null = null,
): LocatedScalar {
  return { kind: 'scalar', line, value, text };
}

/** Sets a key of a table; the last one wins. */
export function putChild(table: LocatedTable, key: string, child: Located): void {
  table.value[key] = child.value;
  table.children.set(key, child);
}

/** Adds an item to a list. */
export function pushChild(list: LocatedList, child: Located): void {
  list.value.push(child.value);
  list.children.push(child);
}

/** What lies at a path, or undefined. */
export function locate(root: Located, path: readonly (string | number)[]): Located | undefined {
  let at: Located | undefined = root;
  for (const part of path) {
    if (at === undefined || at.kind === 'scalar') return undefined;
    at = at.kind === 'table' ? at.children.get(String(part)) : at.children[Number(part)];
  }
  return at;
}

/** A document over a located tree. */
export function documentOf(root: Located): ParsedDocument {
  return { value: root.value, lineOf: (path) => locate(root, path)?.line ?? null };
}
