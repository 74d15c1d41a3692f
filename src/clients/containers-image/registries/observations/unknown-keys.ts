import type { Observation } from '../../../client.js';
import { MIRROR_KEYS, REGISTRY_KEYS, TOP_KEYS } from '../decode.js';
import type { UndecodedKey } from '../table-reader.js';
import { fileSource } from '../text.js';
import { withProperHeaders } from './headers.js';
import { keyMeaning } from './key-meaning.js';
import { likelyKey } from './likely-key.js';
import { lineOfText, locationOfUrl, tablesText, withLine } from './toml-text.js';

/** Only so many of one file are reported: a file in another program's form is all unknown keys. */
const REPORTED_KEYS = 10;

/**
 * Keys of a file that was read which the library drops without a word (it logs them at debug level only). The cure is
 * the whole file with that one line corrected, where the line can be told and the correction is safe.
 */
export function unknownKeyObservations(path: string, text: string, keys: readonly UndecodedKey[]): Observation[] {
  return keys.slice(0, REPORTED_KEYS).map((key) => observation(path, text, key));
}

function observation(path: string, text: string, key: UndecodedKey): Observation {
  const { meant, asksInsecure } = keyMeaning(key.key, key.value);
  const shown = typeof key.value === 'boolean' ? `${key.key} = ${key.value}` : key.key;
  const base = { code: 'config-unknown-key', source: fileSource(path, key.line, shown) } as const;
  const known = properKey(key);
  const home = known ?? (isTopKey(key.key) ? key.key : null);
  const mended = key.key === 'mirrors' && typeof key.value === 'object' ? withProperHeaders(text) : null;
  if (mended !== null) {
    const sentence =
      '[[registry.mirrors]] is no table of registries.conf and has no effect; it is [[registry.mirror]].';
    return { ...base, text: sentence, meant: 'mirror', cure: [{ path, content: mended }] };
  }
  if (known !== null) {
    const cure = rewritten(path, text, key, (line) => line.replace(key.key, known));
    return {
      ...base,
      text: `${key.key} is not a key of registries.conf and has no effect; the key is ${known}.`,
      meant,
      cure,
    };
  }
  if (home !== null && key.table !== 'top level') {
    const place = `${key.key} stands inside a ${key.table} table and has no effect there; it must come before the first table of the file.`;
    return {
      ...base,
      text: place,
      meant: home.startsWith('unqualified') ? 'other' : meant,
      cure: movedToTop(path, text, key),
    };
  }
  if (asksInsecure !== null && key.table.startsWith('[[')) {
    const value = asksInsecure ? 'true' : 'false';
    const cure = rewritten(path, text, key, (line) => `${/^\s*/.exec(line)?.[0] ?? ''}insecure = ${value}`);
    const sentence = `${key.key} is not a key of a ${key.table} table and has no effect; the key is insecure.`;
    return { ...base, text: sentence, meant, cure: asksInsecure ? cure : [] };
  }
  const likely = meant === 'other' || key.table.startsWith('[[') ? likelyKey(key.key, fieldsOf(key)) : null;
  if (likely !== null && typeof key.value !== 'object') {
    return {
      ...base,
      text: `${key.key} is not a key of registries.conf and has no effect; ${likely} was probably meant.`,
      meant: keyMeaning(likely, key.value).meant,
      cure: rewritten(path, text, key, (line) => line.replace(key.key, likely)),
    };
  }
  const cure = meant === 'insecure' && key.table === 'top level' ? listAsTables(path, text, key) : [];
  return {
    ...base,
    text: `${key.key} at ${key.table} is not a key of registries.conf and has no effect.`,
    meant,
    cure,
  };
}

/** The known key of this table that differs in `_` for `-` only. */
function properKey(key: UndecodedKey): string | null {
  const fields = fieldsOf(key);
  const name = key.key.toLowerCase().replaceAll('_', '-');
  return name === key.key.toLowerCase() ? null : (fields.find((field) => field === name) ?? null);
}

function fieldsOf({ table }: UndecodedKey): readonly string[] {
  return table === '[[registry]]' ? REGISTRY_KEYS : table === '[[registry.mirror]]' ? MIRROR_KEYS : TOP_KEYS;
}

function isTopKey(name: string): boolean {
  const own: readonly string[] = ['registry', 'registries', 'aliases'];
  return TOP_KEYS.some((key) => key === name && !own.includes(key));
}

/** The file with this key's line rewritten; empty where the line isn't plainly `key = value` or the new key is there already. */
function rewritten(path: string, text: string, key: UndecodedKey, edit: (line: string) => string): Observation['cure'] {
  const line = lineOfText(text, key.line);
  if (key.line === null || !isWholeSetting(line, key) || typeof key.value === 'object') return [];
  return [{ path, content: withLine(text, key.line, edit(line)) }];
}

function movedToTop(path: string, text: string, key: UndecodedKey): Observation['cure'] {
  const line = lineOfText(text, key.line);
  if (key.line === null || !isWholeSetting(line, key)) return [];
  return [{ path, content: `${line.trim()}\n${withLine(text, key.line, null)}` }];
}

/** docker's and CRI-O's list of insecure registries as tables at the end of the file. */
function listAsTables(path: string, text: string, key: UndecodedKey): Observation['cure'] {
  const line = lineOfText(text, key.line);
  if (key.line === null || !Array.isArray(key.value) || !isWholeSetting(line, key)) return [];
  const tables = key.value.map((item) => (typeof item === 'string' ? locationOfUrl(item) : null));
  if (tables.length === 0 || tables.some((table) => table === null)) return [];
  const added = tablesText(tables.flatMap((table) => (table === null ? [] : [{ ...table, insecure: true }])));
  return [{ path, content: `${withLine(text, key.line, null).trimEnd()}\n\n${added}`.trimStart() }];
}

/** True where the line is `key = value` with the value's end on it. */
function isWholeSetting(line: string, key: UndecodedKey): boolean {
  const trimmed = line.trim();
  if (!trimmed.startsWith(key.key) || !trimmed.slice(key.key.length).trimStart().startsWith('=')) return false;
  return !Array.isArray(key.value) || /\]\s*(#.*)?$/.test(trimmed);
}
