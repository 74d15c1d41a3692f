import { isDeepStrictEqual } from 'node:util';
import { type Node, parseTree } from 'jsonc-parser';

/** A value to copy inside a JSON text, by pointers (RFC 6901): `from` stays. */
export interface Copy {
  readonly pointer: string;
  readonly from: string;
}

/** The new text, or one clause that says why there is none; no value is ever in it. */
export type Copied = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** Nesting beyond this is no login file. */
const MAX_DEPTH = 100;

/**
 * Copies values inside a JSON text. Every byte that was there stays where it was: what is added stands after the last key beside the new one, laid out
 * as the copied one is. Where the same value is there already, nothing changes.
 */
export function copyInJson(text: string, copies: readonly Copy[]): Copied {
  let now = text;
  for (const copy of copies) {
    const next = copyOne(now, copy);
    if (!next.ok) return next;
    now = next.text;
  }
  return { ok: true, text: now };
}

function copyOne(text: string, { pointer, from }: Copy): Copied {
  const root = rootOf(text);
  if (root === null) return no('it is no JSON');
  const source = at(root, from);
  if (source?.type !== 'property') return no(`it has nothing under ${from}, or has it twice`);
  const parent = held(at(root, pointer.slice(0, pointer.lastIndexOf('/'))) ?? undefined);
  if (parent?.type !== 'object') return no(`it has no place for ${pointer}`);
  const key = keysOf(pointer).at(-1) ?? '';
  const there = propertiesOf(parent).filter((each) => keyOf(each) === key);
  if (there.length === 0) return { ok: true, text: inserted(text, parent, key, source) };
  return there.length === 1 && isDeepStrictEqual(parsed(text, held(there[0])), parsed(text, held(source)))
    ? { ok: true, text }
    : no(`it has something else under ${pointer} already`);
}

/** Null for what programs that read the file don't take: the parser of the tree forgives more than they do. */
function rootOf(text: string): Node | null {
  try {
    JSON.parse(text);
    return parseTree(text) ?? null;
  } catch {
    // No JSON, or nested so deeply that the parser's stack overflowed.
    return null;
  }
}

/** The text with one more property at the end of an object. */
function inserted(text: string, parent: Node, key: string, source: Node): string {
  const [sourceKey] = source.children ?? [];
  const last = propertiesOf(parent).at(-1);
  const afterKey = (sourceKey?.offset ?? 0) + (sourceKey?.length ?? 0);
  const property = `${JSON.stringify(key)}${text.slice(afterKey, source.offset + source.length)}`;
  if (last === undefined) return splice(text, parent.offset + 1, property);
  const before = text.slice(0, last.offset);
  const gap = before.slice(before.trimEnd().length);
  return splice(text, last.offset + last.length, `,${gap}${property}`);
}

function splice(text: string, offset: number, added: string): string {
  return text.slice(0, offset) + added + text.slice(offset);
}

/** The root for the empty pointer, else the property that a pointer names; null: it isn't there, or a key on the way is there twice. */
function at(root: Node, pointer: string): Node | null {
  const keys = keysOf(pointer);
  if (keys.length > MAX_DEPTH) return null;
  let node: Node = root;
  for (const key of keys) {
    const object = held(node);
    const found = object?.type === 'object' ? propertiesOf(object).filter((each) => keyOf(each) === key) : [];
    const [property] = found;
    if (property === undefined || found.length > 1) return null;
    node = property;
  }
  return node;
}

/** What a property holds; any other node stands for itself. */
function held(node: Node | undefined): Node | undefined {
  return node?.type === 'property' ? node.children?.[1] : node;
}

function propertiesOf(object: Node): readonly Node[] {
  return object.children ?? [];
}

function keyOf(property: Node): unknown {
  return property.children?.[0]?.value;
}

function parsed(text: string, node: Node | undefined): unknown {
  return node === undefined ? undefined : JSON.parse(text.slice(node.offset, node.offset + node.length));
}

function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function no(why: string): Copied {
  return { ok: false, why };
}
