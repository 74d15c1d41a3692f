import type { Source } from '../../../host/source.js';
import type { MirrorEntry, RegistryEntry } from '../registries-config.js';
import type { DecodedEndpoint, DecodedFile, DecodedRegistry } from './decode.js';
import { isDomain } from './docker-reference.js';
import { fileSource, goQuote, withoutUserinfo } from './text.js';

/** Why the program refuses a file: `text` as it prints it, without the prefix that names the file. */
export interface ValidationError {
  readonly text: string;
  readonly source: Source;
}

/**
 * The checks and clean-up of one file's tables, in the library's order, so that the same error comes first
 * (containers/image, pkg/sysregistriesv2 `postProcessRegistries`): trims, defaults the prefix, refuses what can't work,
 * drops later tables of the same prefix (`repeated`), sorts by prefix.
 */
export function validateRegistries(
  tables: readonly DecodedRegistry[],
): { readonly registries: RegistryEntry[]; readonly repeated: RegistryEntry[] } | ValidationError {
  const entries: RegistryEntry[] = [];
  for (const table of tables) {
    const entry = validateTable(table);
    if ('text' in entry) return entry;
    entries.push(entry);
  }
  const conflict = findConflict(entries);
  if (conflict !== null) return conflict;
  const unique = new Map<string, RegistryEntry>();
  for (const entry of entries) if (!unique.has(entry.prefix)) unique.set(entry.prefix, entry);
  const registries = sortByPrefix([...unique.values()]);
  return { registries, repeated: entries.filter((entry) => unique.get(entry.prefix) !== entry) };
}

/** Sorted as Go's `sort.Strings` does: by bytes of UTF-8. The order decides ties. */
export function sortByPrefix(entries: readonly RegistryEntry[]): RegistryEntry[] {
  return entries.toSorted((left, right) => Buffer.compare(Buffer.from(left.prefix), Buffer.from(right.prefix)));
}

/** `unqualified-search-registries` with slashes trimmed, or the error. */
export function validateSearch(file: DecodedFile, path: string): readonly string[] | null | ValidationError {
  const result: string[] = [];
  for (const item of file.unqualifiedSearch ?? []) {
    const source = fileSource(path, file.lineOf('unqualified-search-registries'), item);
    const location = parseLocation(item);
    if (typeof location !== 'string') return { text: location.text, source };
    if (!isDomain(location))
      return { text: `Invalid unqualified-search-registries entry ${goQuote(location)}`, source };
    result.push(location);
  }
  return file.unqualifiedSearch === null ? null : result;
}

/** Wildcards hold a host only; checked after everything else (`loadConfigFile`). */
export function validateWildcards(entries: readonly RegistryEntry[]): ValidationError | null {
  const wrong = entries.find((entry) => entry.prefix.startsWith('*.') && /[/@:]/.test(entry.prefix));
  if (wrong === undefined) return null;
  const text = `Wildcarded prefix should be in the format: *.example.com. Current prefix ${goQuote(wrong.prefix)} is incorrectly formatted`;
  return { text, source: wrong.source };
}

/** Trailing slashes go; a scheme is refused (`parseLocation`). */
export function parseLocation(input: string): string | { readonly text: string } {
  const trimmed = trimSlashes(input);
  if (!/^https?:\/\//.test(trimmed)) return trimmed;
  return { text: `invalid location '${withoutUserinfo(input)}': URI schemes are not supported` };
}

function validateTable(table: DecodedRegistry): RegistryEntry | ValidationError {
  const { source } = table;
  const location = parseLocation(table.location);
  if (typeof location !== 'string') return { text: location.text, source };
  if (table.prefix === '' && location === '') {
    return { text: 'invalid condition: both location and prefix are unset', source };
  }
  const prefix = table.prefix === '' ? location : parseLocation(table.prefix);
  if (typeof prefix !== 'string') return { text: prefix.text, source };
  if (!prefix.startsWith('*.') && location === '') {
    const text = 'invalid condition: location is unset and prefix is not in the format: *.example.com';
    return { text, source };
  }
  if (table.pullFromMirror !== '') {
    return { text: `pull-from-mirror must not be set for a non-mirror registry ${goQuote(prefix)}`, source };
  }
  const mirrors: MirrorEntry[] = [];
  for (const mirror of table.mirrors) {
    const checked = validateMirror(mirror, prefix, table.mirrorByDigestOnly);
    if ('text' in checked) return checked;
    mirrors.push(checked);
  }
  return {
    prefix,
    location,
    insecure: table.insecure,
    insecureSource: table.insecureSource,
    blocked: table.blocked,
    blockedSource: table.blockedSource,
    mirrorByDigestOnly: table.mirrorByDigestOnly,
    mirrors,
    source,
  };
}

function validateMirror(mirror: DecodedEndpoint, prefix: string, byDigestOnly: boolean): MirrorEntry | ValidationError {
  const { source, pullFromMirror } = mirror;
  const location = parseLocation(mirror.location);
  if (typeof location !== 'string') return { text: location.text, source };
  if (location === '') return { text: 'invalid condition: mirror location is unset', source };
  if (byDigestOnly && pullFromMirror !== '') {
    const text = `cannot set mirror usage mirror-by-digest-only for the registry (${goQuote(prefix)}) and pull-from-mirror for per-mirror (${goQuote(location)}) at the same time`;
    return { text, source };
  }
  const pullFrom = pullFromMirror === '' ? 'all' : pullFromMirror;
  if (pullFrom !== 'all' && pullFrom !== 'digest-only' && pullFrom !== 'tag-only') {
    return { text: `unsupported pull-from-mirror value ${goQuote(pullFrom)} for mirror ${goQuote(location)}`, source };
  }
  const slashes = mirror.location.slice(location.length);
  return { location, insecure: mirror.insecure, pullFrom, source, ...(slashes === '' ? {} : { slashes }) };
}

/** The same location twice in one file must agree; the first table of a disagreeing group is reported. */
function findConflict(entries: readonly RegistryEntry[]): ValidationError | null {
  const groups = Map.groupBy(entries, (entry) => (entry.location === '' ? entry.prefix : entry.location));
  for (const group of groups.values()) {
    const [first, ...others] = group;
    for (const other of others) {
      const key = first?.insecure !== other.insecure ? 'insecure' : first.blocked !== other.blocked ? 'blocked' : null;
      if (key === null) continue;
      const text = `registry '${other.location}' is defined multiple times with conflicting '${key}' setting`;
      return { text, source: other.source };
    }
  }
  return null;
}

function trimSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end--;
  return text.slice(0, end);
}
