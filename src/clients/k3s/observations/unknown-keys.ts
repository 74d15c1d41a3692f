import { cleanText } from '../../../text/clean.js';
import { changedRegistries } from '../edit.js';
import type { AgentNode } from '../node.js';
import { KNOWN, type Level, likelyKey, meaningOf, tableOfKey } from './known-keys.js';
import { cureOf, type Note, registriesNote, withKeyRenamed } from './note.js';

/** Told of one file: one in another program's form is all unknown keys. */
const MOST = 10;
const NAME_LENGTH = 60;

type Table = Readonly<Record<string, unknown>>;

/** Keys that yaml.v2 drops without a word, with the one that was probably meant. */
export function unknownKeys(node: AgentNode): readonly Note[] {
  const { result } = node.registries;
  if (result?.ok !== true) return [];
  const root = result.file.document.value;
  if (!isTable(root)) return [];
  const notes = [...inTable(node, 'top', [], root)];
  for (const [key, entry] of below(root['mirrors'])) notes.push(...inTable(node, 'mirror', ['mirrors', key], entry));
  for (const [key, entry] of below(root['configs'])) {
    notes.push(...inTable(node, 'config', ['configs', key], entry));
    for (const level of ['auth', 'tls'] as const) {
      const fields = entry[level];
      if (isTable(fields)) notes.push(...inTable(node, level, ['configs', key, level], fields));
    }
  }
  return notes.slice(0, MOST);
}

function inTable(node: AgentNode, level: Level, at: readonly string[], table: Table): Note[] {
  return Object.keys(table)
    .filter((key) => !KNOWN[level].includes(key))
    .slice(0, MOST)
    .map((key) => note(node, level, at, table, key));
}

function note(node: AgentNode, level: Level, at: readonly string[], table: Table, key: string): Note {
  const about = at[1] === undefined ? null : aboutOf(node, at[0] ?? '', at[1]);
  const likely = likelyKey(level, key);
  const path = [...at, key];
  const shown = cleanText(key, NAME_LENGTH);
  const place = at.length === 0 ? 'registries.yaml' : `${at.map((part) => cleanText(part, NAME_LENGTH)).join('.')}`;
  const says = (rest: string): string => `${shown} is not a key of ${place} and is dropped without a word${rest}`;
  if (likely !== null) {
    const { result, text } = node.registries;
    const line = result?.ok === true ? result.file.document.lineOf(path) : null;
    const renamed = Object.hasOwn(table, likely) ? null : withKeyRenamed(text, line, key, likely);
    const usable = renamed !== null && changedRegistries(renamed, {}) !== null ? renamed : null;
    const endpoints = JSON.stringify(table[key] ?? '').includes('http://');
    const meant = endpoints ? 'insecure' : meaningOf(likely);
    return registriesNote(node, path, about, {
      code: 'config-unknown-key',
      text: says(`; the key is ${likely}`),
      meant,
      cure: cureOf(node, usable),
    });
  }
  const home = level === 'config' ? tableOfKey(key) : null;
  if (home !== null) {
    const known = likelyKey(home, key) ?? key;
    return registriesNote(node, path, about, {
      code: 'config-unknown-key',
      text: says(`; it belongs one level deeper: ${home}: ${known}`),
      meant: meaningOf(known),
      cure: cureOf(node, moved(node, at[1] ?? '', known, table[key])),
    });
  }
  const asksInsecure = level === 'mirror' && /insecure|skip|plain|http/i.test(key) && table[key] === true;
  const content = asksInsecure ? changedRegistries(node.registries.text, insecure(at[1] ?? '')) : null;
  return registriesNote(node, path, about, {
    code: 'config-unknown-key',
    text: says(
      asksInsecure ? `; plain HTTP is asked for by an endpoint http://${cleanText(at[1] ?? '', NAME_LENGTH)}` : '',
    ),
    meant: asksInsecure ? 'insecure' : 'other',
    cure: cureOf(node, content),
  });
}

/** https unverified first, then http: what other programs call insecure. */
function insecure(registry: string): Parameters<typeof changedRegistries>[1] {
  return { endpoints: [{ registry, url: `http://${registry}` }], tls: [{ host: registry, insecureSkipVerify: true }] };
}

function moved(node: AgentNode, host: string, key: string, value: unknown): string | null {
  if (key === 'ca_file' && typeof value === 'string')
    return changedRegistries(node.registries.text, { tls: [{ host, caFile: value }] });
  if (key === 'insecure_skip_verify' && value === true)
    return changedRegistries(node.registries.text, { tls: [{ host, insecureSkipVerify: true }] });
  return null;
}

/** Images a key of `configs` matters to: its own, and those whose endpoints it is. */
export function aboutOf({ registries }: AgentNode, section: string, key: string): readonly string[] | null {
  if (key === '*' || registries.result?.ok !== true) return null;
  if (section === 'mirrors') return [key];
  const mirrored = registries.result.file.mirrors.filter(({ endpoints }) =>
    endpoints.some((each) => each.includes(key)),
  );
  return mirrored.some((each) => each.key === '*') ? null : [key, ...mirrored.map((each) => each.key)];
}

function below(value: unknown): readonly (readonly [string, Table])[] {
  return isTable(value)
    ? Object.entries(value).flatMap(([key, entry]): [string, Table][] => (isTable(entry) ? [[key, entry]] : []))
    : [];
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
