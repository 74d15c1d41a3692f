import type { ParsedDocument } from '../../../host/document.js';
import type { Source } from '../../../host/source.js';
import { fileSource } from '../../containers-image/registries/text.js';

/** Where a setting is written: its own file, whichever table it ends up in. */
export interface Place {
  readonly path: string;
  /** 1-based, or null. */
  readonly line: number | null;
  /** Keys that lead to it in that file. */
  readonly pointer: readonly string[];
}

/** A key of config.toml with what it holds. */
export type Setting = SettingTable | SettingValue;

export interface SettingTable {
  readonly kind: 'table';
  readonly entries: ReadonlyMap<string, Setting>;
  readonly place: Place;
}

/** Scalars, and lists whatever is in them. */
export interface SettingValue {
  readonly kind: 'value';
  readonly value: unknown;
  readonly place: Place;
}

/** A document as settings that know where they are from. */
export function settingsOf(document: ParsedDocument, path: string): SettingTable {
  return tableOf(document, path, document.value, []);
}

/** A table without entries at a place. */
export function emptyTable(path: string): SettingTable {
  return { kind: 'table', entries: new Map(), place: { path, line: null, pointer: [] } };
}

/** What lies at a path below a setting; undefined where nothing does. */
export function settingAt(from: Setting | undefined, path: readonly string[]): Setting | undefined {
  let at = from;
  for (const key of path) at = at?.kind === 'table' ? at.entries.get(key) : undefined;
  return at;
}

/** The table at a path, or one without entries. */
export function tableAt(from: SettingTable, path: readonly string[]): SettingTable {
  const found = settingAt(from, path);
  return found?.kind === 'table' ? found : emptyTable(from.place.path);
}

/** The text at a key, or an empty one. */
export function textAt(from: SettingTable, key: string): string {
  const found = from.entries.get(key);
  return found?.kind === 'value' && typeof found.value === 'string' ? found.value : '';
}

/** The texts of the list at a key; anything else in it is left out. */
export function textsAt(from: SettingTable, key: string): readonly string[] {
  const found = from.entries.get(key);
  if (found?.kind !== 'value' || !Array.isArray(found.value)) return [];
  return found.value.filter((item): item is string => typeof item === 'string');
}

/** The number at a key, or null. */
export function numberAt(from: SettingTable, key: string): number | null {
  const found = from.entries.get(key);
  return found?.kind === 'value' && typeof found.value === 'number' ? found.value : null;
}

/** The truth value at a key, or null. */
export function flagAt(from: SettingTable, key: string): boolean | null {
  const found = from.entries.get(key);
  return found?.kind === 'value' && typeof found.value === 'boolean' ? found.value : null;
}

/** A setting as the source of a decision; `says` must hold no secret. */
export function sourceOf({ path, line }: Place, says: string): Source {
  return fileSource(path, line, says);
}

function tableOf(document: ParsedDocument, path: string, value: unknown, pointer: readonly string[]): SettingTable {
  const entries = new Map<string, Setting>();
  for (const [key, child] of Object.entries(value ?? {})) {
    const at = [...pointer, key];
    const place: Place = { path, line: document.lineOf(at), pointer: at };
    entries.set(
      key,
      isTable(child) ? tableOf(document, path, child, at) : { kind: 'value', value: child as unknown, place },
    );
  }
  return { kind: 'table', entries, place: { path, line: document.lineOf(pointer), pointer } };
}

function isTable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
