import type { Source } from '../../../host/source.js';
import { parseToml } from '../../../host/toml.js';
import type { AliasEntry, RegistriesConfig, RegistryEntry } from '../registries-config.js';
import { validateAliases } from './aliases.js';
import { type DecodedFile, decodeFile } from './decode.js';
import type { UndecodedKey } from './table-reader.js';
import { fileSource, goQuote } from './text.js';
import { convertV1, isV1, isV2 } from './v1-format.js';
import { type ValidationError, validateRegistries, validateSearch, validateWildcards } from './validate.js';

/** A value with the place that set it. */
export interface Setting<T> {
  readonly value: T;
  readonly source: Source;
}

/** What one valid file says; null: it doesn't say. */
export interface FilePart {
  readonly path: string;
  readonly registries: readonly RegistryEntry[];
  readonly unqualifiedSearch: Setting<readonly string[]> | null;
  readonly credentialHelpers: Setting<readonly string[]> | null;
  readonly shortNameMode: Setting<RegistriesConfig['shortNameMode']> | null;
  readonly aliases: ReadonlyMap<string, AliasEntry>;
  readonly undecoded: readonly UndecodedKey[];
  /** Tables after the first of the same prefix, which alone counts. */
  readonly repeated: readonly RegistryEntry[];
  /** Line of the v1 lists; null in a file of the present form. */
  readonly v1Line: number | null;
}

/** The error lacks the prefix that names the file; `undecoded` is there as far as decoding got. */
export type FilePartResult =
  | { readonly ok: true; readonly part: FilePart }
  | { readonly ok: false; readonly error: ValidationError; readonly syntax: boolean };

/** What a file in the v1 format leads to: conversion (classic main file), or the error of drop-ins or of 5.40 and later. */
export type V1Rule = 'convert' | 'refuse-drop-in' | 'refuse';

/** Parses and checks one file as the library does (sysregistriesv2 `loadConfigFile`). Never throws. */
export function loadFile(path: string, text: string, v1Rule: V1Rule): FilePartResult {
  const parsed = parseToml(text);
  if (!parsed.ok) {
    const where = parsed.line === null ? '' : `line ${parsed.line}: `;
    return failed({ text: `toml: ${where}${parsed.message}`, source: fileSource(path, parsed.line, '') }, true);
  }
  const decoded = decodeFile(parsed.document, path);
  if (!decoded.ok) return failed({ text: decoded.text, source: fileSource(path, decoded.line, '') }, true);
  const format = resolveFormat(decoded.file, path, v1Rule);
  const v1Line = isV1(decoded.file) ? (decoded.file.lineOf('registries') ?? 1) : null;
  return 'text' in format ? failed(format, false) : buildPart(format, path, v1Line);
}

function resolveFormat(file: DecodedFile, path: string, v1Rule: V1Rule): DecodedFile | ValidationError {
  if (!isV1(file)) return file;
  const source = fileSource(path, file.lineOf('registries'), '[registries]');
  if (v1Rule === 'refuse') return { text: 'registries.conf must be in v2 format but is in v1', source };
  if (v1Rule === 'refuse-drop-in') return { text: 'registry must be in v2 format but is in v1', source };
  if (isV2(file)) return { text: 'mixing sysregistry v1/v2 is not supported', source };
  return convertV1(file, path);
}

function buildPart(file: DecodedFile, path: string, v1Line: number | null): FilePartResult {
  const validated = validateRegistries(file.registries ?? []);
  if ('text' in validated) return failed(validated, false);
  const { registries, repeated } = validated;
  const search = validateSearch(file, path);
  if (search !== null && 'text' in search) return failed(search, false);
  const at = (key: string): Source => fileSource(path, file.lineOf(key), key);
  const mode = parseMode(file.shortNameMode);
  if (mode === undefined) {
    const text = `invalid short-name mode: ${goQuote(file.shortNameMode)}`;
    return failed({ text, source: at('short-name-mode') }, false);
  }
  const wildcard = validateWildcards(registries);
  if (wildcard !== null) return failed(wildcard, false);
  const aliases = validateAliases(file.aliases);
  if ('text' in aliases) {
    return failed({ text: `validating short-name aliases: ${aliases.text}`, source: aliases.source }, false);
  }
  const part: FilePart = {
    path,
    registries,
    unqualifiedSearch: search === null ? null : { value: search, source: at('unqualified-search-registries') },
    credentialHelpers:
      file.credentialHelpers === null ? null : { value: file.credentialHelpers, source: at('credential-helpers') },
    shortNameMode: mode === null ? null : { value: mode, source: at('short-name-mode') },
    aliases,
    undecoded: file.undecoded,
    repeated,
    v1Line,
  };
  return { ok: true, part };
}

function parseMode(text: string): RegistriesConfig['shortNameMode'] | null | undefined {
  if (text === '') return null;
  return text === 'enforcing' || text === 'permissive' || text === 'disabled' ? text : undefined;
}

function failed(error: ValidationError, syntax: boolean): FilePartResult {
  return { ok: false, error, syntax };
}
