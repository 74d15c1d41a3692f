import { posix } from 'node:path';
import type { Observation } from '../client.js';
import { combinations, uncountedCertificates } from './hosts/observations/combinations.js';
import { emptyDirectory, fileNames } from './hosts/observations/file-names.js';
import { refusedFile } from './hosts/observations/refused.js';
import type { HostsPlace } from './hosts/observations/shared.js';
import { unknownKeys } from './hosts/observations/unknown-keys.js';
import { wrongPlaces } from './hosts/observations/wrong-places.js';
import { HostsTable, isTable } from './hosts/table.js';
import { hostsDirectory } from './hosts-directory.js';
import { readHostsFile } from './hosts-file.js';

/**
 * What in the certs.d roots has no effect, or not the one meant, for a registry: files refused, keys unknown, directories and files under wrong
 * names, settings that undo each other. Each with the files that would make it work where that can be told. Never throws; empty for a sound set-up.
 */
export function hostsObservations(place: HostsPlace): Observation[] {
  const { host, version, roots, registry } = place;
  const directory = hostsDirectory(host, version, roots, registry);
  const misplaced = wrongPlaces(place);
  if (directory === null) return misplaced;
  const file = readHostsFile(host, version, directory);
  if (file.kind === 'unreadable') return misplaced;
  if (file.kind !== 'read')
    return [
      ...refusedFile(place, directory),
      ...fileNames(place, directory, false),
      ...emptyDirectory(place, directory),
      ...misplaced,
    ];
  const { root, text, entries } = file;
  const tree = root.get('host');
  const hostTables = Object.entries(isTable(tree) ? tree : {}).flatMap(([name, table]) =>
    isTable(table) ? [new HostsTable(root.document, root.path, ['host', name], table)] : [],
  );
  const listed = host.files.list(directory);
  const read = { version, registry, root, text, entries };
  return [
    ...unknownKeys(root, [root, ...hostTables], text),
    ...combinations(read),
    ...uncountedCertificates(listed.kind === 'directory' ? listed.names : [], read),
    ...misplaced,
  ];
}

/** The same for every directory there is, for a look at the configuration without an image in mind: files only, no near misses. */
export function allHostsObservations({ host, version, roots }: Omit<HostsPlace, 'registry'>): Observation[] {
  return roots.flatMap((root) => {
    const listed = host.files.list(root);
    const names = listed.kind === 'directory' ? listed.names.slice(0, MOST_DIRECTORIES) : [];
    return names.flatMap((name) => {
      const registry = name.replace(/^(.+)_(\d+)_$/, '$1:$2');
      return hostsObservations({ host, version, roots: [root], registry }).filter(({ source }) =>
        source.name.startsWith(`${posix.join(root, name)}/`),
      );
    });
  });
}

/** Directories of one root looked through; nodes have a handful. */
const MOST_DIRECTORIES = 200;
