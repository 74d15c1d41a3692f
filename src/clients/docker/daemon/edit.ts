import { applyEdits, modify } from 'jsonc-parser';
import type { FileRead } from '../../../host/host.js';
import { parseJson } from '../../../host/json.js';
import { tableOf } from './config.js';

/** How daemon.json is written in every manual. */
const FORMATTING = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } };

/** The text to edit: a file that is absent or empty becomes `{}`; null where it can't be edited (no JSON, no table). */
export function editable(read: FileRead): string | null {
  if (read.kind === 'absent') return '{}\n';
  if (read.kind !== 'file') return null;
  if (read.text.trim() === '') return '{}\n';
  const parsed = parseJson(read.text);
  if (!parsed.ok) return null;
  const { value } = parsed.document;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? read.text : null;
}

/** The text with texts added to a list of the top level, everything else as it stands; null where the key holds no list. */
export function withEntries(text: string, key: string, entries: readonly string[]): string | null {
  const parsed = parseJson(text);
  if (!parsed.ok) return null;
  const list = tableOf(parsed.document)[key];
  if (list !== undefined && list !== null && !Array.isArray(list)) return null;
  const known: readonly unknown[] = Array.isArray(list) ? list : [];
  let edited = text;
  let length = known.length;
  for (const entry of entries.filter((each) => !known.includes(each))) {
    const path = length === 0 ? [key] : [key, length];
    edited = applyEdits(
      edited,
      modify(edited, path, length === 0 ? [entry] : entry, { ...FORMATTING, isArrayInsertion: length > 0 }),
    );
    length += 1;
  }
  return ending(edited);
}

/** The text without the key at this path. */
export function withoutKey(text: string, path: readonly string[]): string {
  return ending(applyEdits(text, modify(text, [...path], undefined, FORMATTING)));
}

function ending(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
