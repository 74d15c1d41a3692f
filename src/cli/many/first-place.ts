import type { ReferenceEntry } from '../../many/inputs/entry.js';

/** Where a reference is named first, `images.txt:12`; null on the command line. */
export function firstPlace(entry: ReferenceEntry | undefined): string | null {
  const from = entry?.places[0].from ?? null;
  if (from === null) return null;
  return from.line === null ? from.file : `${from.file}:${from.line}`;
}
