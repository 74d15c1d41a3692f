import { contextOf } from './context.js';

/** Deeper JSON than Kubernetes has is not looked into. */
const MAX_DEPTH = 32;
/** Messages of one document that are looked at. */
const MOST_MESSAGES = 100_000;

/** What an object says, as a line of a log would, with the line of the document it stands in. */
export interface ObjectLine {
  readonly text: string;
  /** 1 for the first. */
  readonly line: number;
}

/** One message of an object, with whose it is. */
interface Said {
  readonly text: string;
  readonly offset: number;
  /** The image that the object names beside it. */
  readonly image: string | null;
  /** What the message is about: namespace and name. */
  readonly about: string | null;
}

/**
 * What Kubernetes objects say of themselves (`message`, `note` and `reason` of events, conditions and container states), each with the image
 * it is about: the one named beside it, or in another event about the same object.
 * @param text JSON as `kubectl get … -o json` prints it.
 * @returns null where it is something else.
 */
export function linesOfObjects(text: string): readonly ObjectLine[] | null {
  const document = parsed(text);
  if (!isKubernetes(document) && !(Array.isArray(document) && document.length > 0 && document.every(isKubernetes)))
    return null;
  const said: Said[] = [];
  walk(document, { image: null, about: null, depth: 0 }, placesOf(text), said);
  const images = new Map<string, string>();
  for (const { text: message, about } of said) {
    const image = about === null || images.has(about) ? null : contextOf(message).reference;
    if (about !== null && image !== null) images.set(about, image);
  }
  const lineAt = lineCounter(text);
  return said.map(({ text: message, offset, image, about }) => {
    const named = image ?? (about === null ? null : (images.get(about) ?? null));
    return {
      text: named === null || message.includes(named) ? message : `${message} (image "${named}")`,
      line: lineAt(offset),
    };
  });
}

/** True for the beginning of a text that is one JSON document, not a log with one on each line. */
export function isJsonDocument(begin: string): boolean {
  const text = begin.replace(/^[\uFEFF\s]+/, '');
  if (!/^[{[]/.test(text)) return false;
  const end = text.indexOf('\n');
  return end === -1 || parsed(text.slice(0, end)) === undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKubernetes(value: unknown): boolean {
  return isRecord(value) && typeof value['kind'] === 'string' && typeof value['apiVersion'] === 'string';
}

/** Where the values of the keys that matter begin, in the order of the text. */
function placesOf(text: string): (key: string) => number {
  const places = new Map<string, number[]>();
  for (const { 1: key = '', index } of text.matchAll(/"(message|note|reason)"\s*:\s*"/g)) {
    const known = places.get(key) ?? [];
    known.push(index);
    places.set(key, known);
  }
  const used = new Map<string, number>();
  return (key) => {
    const nth = used.get(key) ?? 0;
    used.set(key, nth + 1);
    return places.get(key)?.[nth] ?? 0;
  };
}

function walk(
  value: unknown,
  around: { readonly image: string | null; readonly about: string | null; readonly depth: number },
  placeOf: (key: string) => number,
  said: Said[],
): void {
  if (around.depth > MAX_DEPTH || said.length >= MOST_MESSAGES) return;
  const depth = around.depth + 1;
  if (Array.isArray(value)) {
    for (const entry of value) walk(entry, { ...around, depth }, placeOf, said);
    return;
  }
  if (!isRecord(value)) return;
  const image = typeof value['image'] === 'string' ? value['image'] : around.image;
  const about = nameOf(value['involvedObject'] ?? value['regarding']) ?? nameOf(value['metadata']) ?? around.about;
  const reason = typeof value['reason'] === 'string' ? value['reason'] : null;
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry !== 'string') {
      walk(entry, { image, about, depth }, placeOf, said);
      continue;
    }
    if (key !== 'message' && key !== 'note' && key !== 'reason') continue;
    const offset = placeOf(key);
    if (key === 'reason' && ('message' in value || 'note' in value)) continue;
    const text = key === 'reason' || reason === null ? entry : `${reason}: ${entry}`;
    said.push({ text: text.replace(/\s+/g, ' '), offset, image, about });
  }
}

function nameOf(object: unknown): string | null {
  if (!isRecord(object) || typeof object['name'] !== 'string') return null;
  return `${String(object['namespace'] ?? '')}/${object['name']}`;
}

/** Line numbers of places that come in rising order, mostly. */
function lineCounter(text: string): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    if (offset < at) {
      at = 0;
      line = 1;
    }
    for (let next = text.indexOf('\n', at); next !== -1 && next < offset; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
}
