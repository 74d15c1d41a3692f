import type { ParsedDocument } from '../../../host/document.js';
import type { HostFiles } from '../../../host/host.js';
import { parseJson } from '../../../host/json.js';
import { readError } from '../registries/read-error.js';

/** One entry of `auths`: the two fields this family reads, and which of those it ignores are there. */
export interface AuthEntry {
  readonly key: string;
  readonly line: number | null;
  readonly auth: string;
  readonly identityToken: string;
  /** Fields with a value that this family doesn't read: `username`, `password`, `registrytoken`. */
  readonly ignored: readonly string[];
}

/** An auth file as containers/image decodes it. */
export interface AuthDocument {
  readonly entries: readonly AuthEntry[];
  readonly credHelpers: ReadonlyMap<string, string>;
  /** Docker's store for all registries: not read by this family. */
  readonly credsStore: string;
  /** 1-based line of a top-level key, or null. */
  lineOf(key: string): number | null;
}

/** `text` is what the program prints after `reading JSON file "F": `. `null` document: there is no such file. */
export type AuthDocumentResult =
  | { readonly ok: true; readonly document: AuthDocument | null }
  | { readonly ok: false; readonly text: string; readonly line: number | null };

/** Entries looked at in one file; real ones have a handful. */
const MAX_ENTRIES = 10_000;

/**
 * Reads an auth file (containers/image `pkg/docker/config/config.go`: authPath.parse). A missing file is fine; an empty or broken one is not.
 * `legacy`: the whole file is what `auths` is elsewhere.
 */
export function readAuthDocument(files: HostFiles, path: string, legacy: boolean): AuthDocumentResult {
  const read = files.read(path);
  if (read.kind === 'absent') return { ok: true, document: null };
  if (read.kind !== 'file') return { ok: false, text: readError(path, read), line: null };
  const parsed = parseJson(read.text);
  if (!parsed.ok) return { ok: false, text: `unmarshaling JSON at "${path}": ${parsed.message}`, line: parsed.line };
  try {
    return { ok: true, document: decode(parsed.document, legacy) };
  } catch (error) {
    if (!(error instanceof WrongType)) throw error;
    return {
      ok: false,
      text: `unmarshaling JSON at "${path}": json: cannot unmarshal ${error.message}`,
      line: parsed.document.lineOf(error.path),
    };
  }
}

/** encoding/json's UnmarshalTypeError; never leaves this file. */
class WrongType extends Error {
  constructor(
    value: unknown,
    readonly path: readonly string[],
    field: string,
    type: string,
  ) {
    const kind =
      value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    super(`${kind} into Go ${field} of type ${type}`);
  }
}

type Table = Readonly<Record<string, unknown>>;

function decode(document: ParsedDocument, legacy: boolean): AuthDocument {
  const root = table(document.value, [], 'value', 'config.dockerConfigFile');
  const authsKey = legacy ? null : fieldKey(root, 'auths');
  const at = authsKey === null ? [] : [authsKey];
  const auths = legacy
    ? root
    : table(
        authsKey === null ? null : root[authsKey],
        at,
        'struct field dockerConfigFile.auths',
        'map[string]config.dockerAuthConfig',
      );
  const entries = Object.keys(auths)
    .slice(0, MAX_ENTRIES)
    .map((key) => entryOf(document, auths, key, at));
  const helpersKey = legacy ? null : fieldKey(root, 'credHelpers');
  const helpers = table(
    helpersKey === null ? null : root[helpersKey],
    [helpersKey ?? ''],
    'struct field dockerConfigFile.credHelpers',
    'map[string]string',
  );
  const credHelpers = new Map<string, string>();
  for (const [registry, helper] of Object.entries(helpers).slice(0, MAX_ENTRIES))
    credHelpers.set(registry, text(helper, [helpersKey ?? '', registry]));
  const store = root.credsStore;
  return {
    entries,
    credHelpers,
    credsStore: !legacy && typeof store === 'string' ? store : '',
    lineOf: (key) => document.lineOf([key]),
  };
}

function entryOf(document: ParsedDocument, auths: Table, key: string, at: readonly string[]): AuthEntry {
  const path = [...at, key];
  const entry = table(auths[key], path, 'struct field dockerConfigFile.auths', 'config.dockerAuthConfig');
  const field = (name: string): string => {
    const found = fieldKey(entry, name);
    return found === null ? '' : text(entry[found], [...path, found]);
  };
  const ignored = ['username', 'password', 'registrytoken'].filter(
    (name) => typeof entry[name] === 'string' && entry[name] !== '',
  );
  return { key, line: document.lineOf(path), auth: field('auth'), identityToken: field('identitytoken'), ignored };
}

function table(value: unknown, path: readonly string[], field: string, type: string): Table {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new WrongType(value, path, field, type);
  return value as Table;
}

function text(value: unknown, path: readonly string[]): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') throw new WrongType(value, path, 'struct field', 'string');
  return value;
}

/** encoding/json takes the exact key, else one that differs in case only. */
function fieldKey(object: Table, name: string): string | null {
  if (Object.hasOwn(object, name)) return name;
  return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase()) ?? null;
}
