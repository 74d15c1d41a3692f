import type { OverruledEntry, RegistriesConfig, RegistryEntry } from '../registries-config.js';
import type { FilePart } from './load-file.js';
import { sortByPrefix } from './validate.js';

/** Reserved helper name: the auth files themselves. */
const AUTH_FILE_HELPER = 'containers-auth.json';

/**
 * Lays files over each other in the order given (sysregistriesv2 `updateWithConfigurationFrom`): a table with the same
 * prefix replaces the whole table, lists are replaced where present, aliases merge by name. The classic generation names
 * its main file in short-name errors even where that sets no list (`unqualifiedSearchRegistriesOrigin`): `mainFile`.
 */
export function mergeParts(
  parts: readonly FilePart[],
  mainFile: string | null,
): Omit<RegistriesConfig, 'generation' | 'filesRead' | 'searched'> {
  const registries = new Map<string, RegistryEntry>();
  const overruled: OverruledEntry[] = [];
  for (const part of parts) {
    for (const entry of part.registries) {
      const before = registries.get(entry.prefix);
      if (before !== undefined)
        overruled.push({ entry: before, by: entry, because: 'the later file replaces it whole' });
      registries.set(entry.prefix, entry);
    }
    for (const entry of part.repeated) {
      const by = registries.get(entry.prefix);
      if (by !== undefined) overruled.push({ entry, by, because: 'the first of a file counts' });
    }
  }
  const search = parts.findLast((part) => part.unqualifiedSearch !== null);
  const helpers = parts.findLast((part) => part.credentialHelpers !== null)?.credentialHelpers ?? null;
  const mode = parts.findLast((part) => part.shortNameMode !== null)?.shortNameMode ?? null;
  return {
    registries: sortByPrefix([...registries.values()]),
    overruled,
    unqualifiedSearch: search?.unqualifiedSearch?.value ?? [],
    unqualifiedSearchSource: search?.unqualifiedSearch?.source ?? null,
    searchOrigin: search?.path ?? mainFile,
    shortNameMode: mode?.value ?? 'permissive',
    shortNameModeSource: mode?.source ?? null,
    credentialHelpers: helpers === null || helpers.value.length === 0 ? [AUTH_FILE_HELPER] : helpers.value,
    credentialHelpersSource: helpers?.source ?? null,
    aliases: new Map(parts.flatMap((part) => [...part.aliases])),
  };
}
