import type { ParsedDocument } from '../../../host/document.js';
import type { FileRead } from '../../../host/host.js';
import { parseJson } from '../../../host/json.js';
import type { Source } from '../../../host/source.js';
import { fileSource } from '../../containers-image/registries/text.js';
import { versionAtLeast } from '../../version.js';
import { FLAT_OBJECTS, isKnownKey, PLURALS } from './known-keys.js';
import type { DaemonStart } from './start.js';

/** A file without content counts as `{}` from here on; before, it stopped the engine (run: 20.10.24 says EOF). */
const EMPTY_SINCE = '23.0';
/** From here on text after the value is an error; before, it was never looked at (run: 20.10.24). */
const WHOLE_TEXT_SINCE = '23.0';
/** From here on a byte order mark is taken (moby `daemon/config/config.go`: getConflictFreeConfiguration). */
const BYTE_ORDER_MARK_SINCE = '23.0';

/** The file as the engine takes it, or the text with which it doesn't start. */
export type DaemonFile =
  | { readonly ok: true; readonly document: ParsedDocument; readonly read: FileRead }
  | { readonly ok: false; readonly text: string; readonly source: Source; readonly read: FileRead };

/** Types of the keys that decide something here, by their names in Go. */
const TYPES: Readonly<Record<string, '[]string' | 'string' | 'map[string]bool'>> = {
  'insecure-registries': '[]string',
  'registry-mirrors': '[]string',
  'data-root': 'string',
  'storage-driver': 'string',
  'userns-remap': 'string',
  features: 'map[string]bool',
};

/** Reads daemon.json (moby `daemon/config/config.go`: getConflictFreeConfiguration): syntax, unknown keys, keys that are flags too, types. */
export function daemonFile(start: DaemonStart, version: string): DaemonFile {
  const path = start.configPath;
  const read = start.host.files.read(path);
  const failed = (text: string, line: number | null): DaemonFile => ({
    ok: false,
    text: `unable to configure the Docker daemon with file ${path}: ${text}`,
    source: fileSource(path, line, ''),
    read,
  });
  if (read.kind === 'unreadable') return failed(read.error, null);
  if (read.kind === 'directory') return failed(`read ${path}: is a directory`, null);
  if (read.kind === 'absent' && start.flags.has('config-file'))
    return failed(`open ${path}: no such file or directory`, null);
  const text = read.kind === 'file' ? read.text : '{}';
  const parsed = parseJson(prepared(text, version));
  if (!parsed.ok) {
    if (text.trim() === '') return failed('EOF', null);
    return failed(parsed.message, parsed.line);
  }
  const { document } = parsed;
  // `null` is taken for an empty table.
  const root = document.value ?? {};
  if (!isTable(root))
    return failed(`json: cannot unmarshal ${kindOf(root)} into Go value of type map[string]interface {}`, 1);
  const unknown = flattened(root).find(({ name }) => !isKnownKey(name, version));
  if (unknown !== undefined)
    return failed(
      `the following directives don't match any configuration option: ${unknown.name}`,
      document.lineOf(unknown.path),
    );
  const both = conflict(start.flags, root);
  if (both !== null) return failed(both.text, document.lineOf([both.key]));
  const wrong = wrongType(root);
  if (wrong !== null) return failed(wrong.text, document.lineOf(wrong.path));
  return { ok: true, document, read };
}

function prepared(text: string, version: string): string {
  const marked = versionAtLeast(version, BYTE_ORDER_MARK_SINCE) ? text.replace(/^\uFEFF/, '') : text;
  if (marked.trim() === '' && versionAtLeast(version, EMPTY_SINCE)) return '{}';
  if (versionAtLeast(version, WHOLE_TEXT_SINCE)) return marked;
  // Only what can't be part of the value itself: whatever follows the last bracket.
  const parsed = parseJson(marked);
  const end = marked.lastIndexOf('}');
  return parsed.ok || end === -1 ? marked : marked.slice(0, end + 1);
}

/** Keys the engine looks up: those of the file, and in place of an object that isn't a value itself the keys inside it. */
export function flattened(
  root: Readonly<Record<string, unknown>>,
): { name: string; path: readonly string[]; value: unknown }[] {
  return Object.entries(root).flatMap(([key, value]) => {
    if (!isTable(value) || FLAT_OBJECTS.has(key)) return [{ name: key, path: [key], value }];
    return Object.entries(value).map(([name, inner]) => ({ name, path: [key, name], value: inner }));
  });
}

/** What a flag and the file may both say: they are merged (…: skipDuplicates). */
const MERGED = 'runtimes';

function conflict(
  flags: DaemonStart['flags'],
  root: Readonly<Record<string, unknown>>,
): { text: string; key: string } | null {
  const found: { key: string; text: string }[] = [];
  const keys = new Map(flattened(root).map(({ name, value }) => [name, value]));
  for (const [flag, values] of flags) {
    const key = PLURALS[flag] ?? flag;
    if (!keys.has(key) || key === MERGED) continue;
    const list = PLURALS[flag] !== undefined;
    const secret = /proxy/.test(key);
    const from = secret ? '…' : list ? `[${values.join(' ')}]` : (values.at(-1) ?? '');
    found.push({ key, text: `${key}: (from flag: ${from}, from file: ${secret ? '…' : goValue(keys.get(key))})` });
  }
  const [first] = found;
  if (first === undefined) return null;
  const all = found.map(({ text }) => text).join(', ');
  return {
    key: first.key,
    text: `the following directives are specified both as a flag and in the configuration file: ${all}`,
  };
}

/** fmt's `%v`, short. */
function goValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.slice(0, 10).map(goValue).join(' ')}]`;
  return typeof value === 'object' ? 'map[…]' : String(value).slice(0, 100);
}

function wrongType(
  root: Readonly<Record<string, unknown>>,
): { text: string; path: readonly (string | number)[] } | null {
  for (const [key, type] of Object.entries(TYPES)) {
    const value = Object.hasOwn(root, key) ? root[key] : null;
    if (value === null || value === undefined) continue;
    const says = (found: unknown, wanted: string): string =>
      `json: cannot unmarshal ${kindOf(found)} into Go struct field Config.${key} of type ${wanted}`;
    if (type === '[]string') {
      if (!Array.isArray(value)) return { text: says(value, type), path: [key] };
      const at = value.findIndex((item) => typeof item !== 'string' && item !== null);
      if (at !== -1) return { text: says(value[at], 'string'), path: [key, at] };
    } else if (type === 'string') {
      if (typeof value !== 'string') return { text: says(value, type), path: [key] };
    } else {
      if (!isTable(value)) return { text: says(value, type), path: [key] };
      const wrong = Object.entries(value).find(([, item]) => typeof item !== 'boolean' && item !== null);
      if (wrong !== undefined) return { text: says(wrong[1], 'bool'), path: [key, wrong[0]] };
    }
  }
  return null;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : value === null ? 'null' : typeof value;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
