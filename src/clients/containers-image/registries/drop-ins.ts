import type { DirectoryRead, HostFiles } from '../../../host/host.js';
import { sortNames } from '../../../host/paths.js';
import type { RegistriesGeneration } from '../registries-config.js';
import { readError } from './read-error.js';

/** Drop-in files in the order they are applied, or the directory that can't be read and the program's text. */
export type DropInResult =
  | { readonly ok: true; readonly files: readonly string[] }
  | { readonly ok: false; readonly path: string; readonly text: string };

/**
 * Classic (sysregistriesv2 `dropInConfigs`): directory after directory, each in name order. Configfile
 * (`readDropInsFromPaths`): one file a base name, that of the directory with the highest priority, all in name order.
 */
export function dropInFiles(
  files: HostFiles,
  directories: readonly string[],
  generation: RegistriesGeneration,
): DropInResult {
  const ordered: string[] = [];
  const byName = new Map<string, string>();
  for (const directory of directories) {
    const listing = files.list(directory);
    // WalkDir of a plain file finds nothing to read.
    if (generation === 'classic' && files.read(directory).kind === 'file') continue;
    if (listing.kind === 'unreadable') {
      const cause = readError(directory, listing);
      return {
        ok: false,
        path: directory,
        text: generation === 'classic' ? `reading registries.conf.d: ${cause}` : cause,
      };
    }
    for (const name of configNames(listing)) {
      const path = `${directory}/${name}`;
      if (files.read(path).kind === 'directory') continue;
      ordered.push(path);
      if (!byName.has(name)) byName.set(name, path);
    }
  }
  if (generation === 'classic') return { ok: true, files: ordered };
  return { ok: true, files: sortNames([...byName.keys()]).map((name) => byName.get(name) ?? name) };
}

function configNames(listing: DirectoryRead): readonly string[] {
  return listing.kind === 'directory' ? listing.names.filter((name) => name.endsWith('.conf')) : [];
}
