import type { ParsedDocument } from '../../../host/document.js';
import type { Source } from '../../../host/source.js';
import { asString, isTable, type KeyPath, TableReader, TypeMismatch, type UndecodedKey } from './table-reader.js';
import { fileSource, goQuote } from './text.js';

/** `location`, `insecure`, `pull-from-mirror` of a table, as written. */
export interface DecodedEndpoint {
  readonly location: string;
  readonly insecure: boolean;
  readonly insecureSource: Source | null;
  readonly pullFromMirror: string;
  readonly source: Source;
}

/** One `[[registry]]` table as written, before validation. */
export interface DecodedRegistry extends DecodedEndpoint {
  readonly prefix: string;
  readonly blocked: boolean;
  readonly blockedSource: Source | null;
  readonly mirrorByDigestOnly: boolean;
  readonly mirrors: readonly DecodedEndpoint[];
}

/** A file's content in the program's structure; null: the key is not there. */
export interface DecodedFile {
  readonly registries: readonly DecodedRegistry[] | null;
  readonly unqualifiedSearch: readonly string[] | null;
  readonly credentialHelpers: readonly string[] | null;
  readonly shortNameMode: string;
  readonly additionalLayerStoreAuthHelper: string;
  readonly aliases: readonly { readonly name: string; readonly value: string; readonly source: Source }[] | null;
  /** The v1 format's lists. */
  readonly v1: Readonly<Record<'search' | 'insecure' | 'block', readonly string[] | null>>;
  readonly undecoded: readonly UndecodedKey[];
  /** Line of a top-level key, for sources. */
  lineOf(key: string): number | null;
}

/** `text` in the words of BurntSushi/toml, which names the last table that has the key, whichever was wrong. */
export type DecodeResult =
  | { readonly ok: true; readonly file: DecodedFile }
  | { readonly ok: false; readonly text: string; readonly line: number | null };

/** Keys a `[[registry.mirror]]` table can have. */
export const MIRROR_KEYS = ['location', 'insecure', 'pull-from-mirror'] as const;
/** Keys a `[[registry]]` table can have. */
export const REGISTRY_KEYS = [...MIRROR_KEYS, 'prefix', 'mirror', 'blocked', 'mirror-by-digest-only'] as const;
/** Keys of the file itself; `registries` is the v1 format. */
export const TOP_KEYS = [
  'registry',
  'unqualified-search-registries',
  'credential-helpers',
  'short-name-mode',
  'additional-layer-store-auth-helper',
  'aliases',
  'registries',
] as const;

/** Puts a parsed document into the structure of sysregistriesv2 `tomlConfig`. Never throws. */
export function decodeFile(document: ParsedDocument, path: string): DecodeResult {
  try {
    return { ok: true, file: decode(document, path) };
  } catch (error) {
    if (!(error instanceof TypeMismatch)) throw error;
    const keys = error.path.filter((step) => typeof step === 'string');
    const line = lastLine(document, document.value, keys, []) ?? document.lineOf(error.path);
    return { ok: false, text: `toml: line ${line ?? 1} (last key ${goQuote(keys.join('.'))}): ${error.message}`, line };
  }
}

function decode(document: ParsedDocument, file: string): DecodedFile {
  const undecoded: UndecodedKey[] = [];
  const top = new TableReader(
    document,
    [],
    document.value,
    'sysregistriesv2.tomlConfig',
    TOP_KEYS,
    undecoded,
    'top level',
  );
  const registries = top.list('registry');
  const aliases = top.at('aliases');
  return {
    registries:
      registries?.items.map((item, index) =>
        decodeRegistry(document, [...registries.path, index], item, file, undecoded),
      ) ?? null,
    unqualifiedSearch: top.strings('unqualified-search-registries'),
    credentialHelpers: top.strings('credential-helpers'),
    shortNameMode: top.string('short-name-mode'),
    additionalLayerStoreAuthHelper: top.string('additional-layer-store-auth-helper'),
    aliases: isTable(aliases?.value)
      ? Object.entries(aliases.value).map(([name, value]) => {
          const at = [...aliases.path, name];
          const text = asString(value, at);
          return { name, value: text, source: fileSource(file, document.lineOf(at), `${name} = ${goQuote(text)}`) };
        })
      : null,
    v1: decodeV1(document, top, undecoded),
    undecoded,
    lineOf: (key) => top.at(key)?.line ?? null,
  };
}

function decodeRegistry(
  document: ParsedDocument,
  path: KeyPath,
  value: unknown,
  file: string,
  undecoded: UndecodedKey[],
): DecodedRegistry {
  const table = new TableReader(
    document,
    path,
    value,
    'sysregistriesv2.Registry',
    REGISTRY_KEYS,
    undecoded,
    '[[registry]]',
  );
  const mirrors = table.list('mirror');
  const blocked = table.boolean('blocked');
  return {
    ...decodeEndpoint(table, file, '[[registry]]'),
    prefix: table.string('prefix'),
    blocked,
    blockedSource: settingSource(table, file, 'blocked', blocked),
    mirrorByDigestOnly: table.boolean('mirror-by-digest-only'),
    mirrors:
      mirrors?.items.map((item, index) => {
        const at = [...mirrors.path, index];
        const name = '[[registry.mirror]]';
        const mirror = new TableReader(document, at, item, 'sysregistriesv2.Endpoint', MIRROR_KEYS, undecoded, name);
        return decodeEndpoint(mirror, file, name);
      }) ?? [],
  };
}

function decodeEndpoint(table: TableReader, file: string, name: string): DecodedEndpoint {
  const location = table.string('location');
  const insecure = table.boolean('insecure');
  const shown = name === '[[registry]]' && table.at('prefix') !== undefined ? table.string('prefix') : location;
  return {
    location,
    insecure,
    insecureSource: settingSource(table, file, 'insecure', insecure),
    pullFromMirror: table.string('pull-from-mirror'),
    source: fileSource(file, table.document.lineOf(table.path), `${name} ${shown}`.trimEnd()),
  };
}

function decodeV1(document: ParsedDocument, top: TableReader, undecoded: UndecodedKey[]): DecodedFile['v1'] {
  const found = top.at('registries');
  if (found === undefined) return { search: null, insecure: null, block: null };
  const lists = ['search', 'insecure', 'block'] as const;
  const name = '[registries]';
  const goType = 'sysregistriesv2.V1TOMLConfig';
  const outer = new TableReader(document, found.path, found.value, goType, lists, undecoded, name);
  const read = (list: (typeof lists)[number]): readonly string[] | null => {
    const table = outer.at(list);
    if (table === undefined) return null;
    const inner = 'sysregistriesv2.V1TOMLregistries';
    const where = `[registries.${list}]`;
    return new TableReader(document, table.path, table.value, inner, ['registries'], undecoded, where).strings(
      'registries',
    );
  };
  return { search: read('search'), insecure: read('insecure'), block: read('block') };
}

function settingSource(table: TableReader, file: string, key: string, value: boolean): Source | null {
  const found = table.at(key);
  return found === undefined ? null : fileSource(file, found.line, `${key} = ${value}`);
}

/** Line of the last key with these names, whatever array items lie between. */
function lastLine(document: ParsedDocument, value: unknown, keys: readonly string[], path: KeyPath): number | null {
  if (Array.isArray(value) && keys.length > 0) {
    for (let index = value.length - 1; index >= 0; index--) {
      const line = lastLine(document, value[index], keys, [...path, index]);
      if (line !== null) return line;
    }
    return null;
  }
  const [key, ...rest] = keys;
  if (key === undefined) return document.lineOf(path);
  return isTable(value) && Object.hasOwn(value, key) ? lastLine(document, value[key], rest, [...path, key]) : null;
}
