import type { StorageContext } from '../../findings/storage/rule.js';
import { emptyDirLines } from '../../kubernetes/storage-lines.js';
import { shellWord } from '../../text/shell.js';
import { hereFix, podFix, type StorageFix } from './fix.js';

/** Volumes for the directories that can't be written to. */
export function placeFixes({ client }: StorageContext): StorageFix[] {
  const paths = client.store.places
    .filter(({ written }) => written.outcome === 'failed')
    .map(({ path }) => mountAt(path));
  // Where writing is fine and giving files away is not, it is the store's file system.
  const wanted = paths.length === 0 ? [mountAt(client.settings.graphRoot)] : [...new Set(paths)];
  return [
    podFix(
      wanted.length === 1 ? 'a volume where the directory is' : 'volumes where the directories are',
      emptyDirLines(wanted),
    ),
  ];
}

/** Directories that a volume takes the place of as a whole. */
function mountAt(path: string): string {
  if (path.startsWith('/run/')) return '/run';
  return path.replace(/(?<=.)\/storage$/, '');
}

/** Room: another place for blobs on their way where the store has some, else less in the store, or more under it. */
export function roomFixes({ client, prospects }: StorageContext): StorageFix[] {
  const [store, , blobs] = client.store.places;
  if (store === undefined) return [];
  if (blobs !== undefined && prospects[0]?.path === blobs.path && store.written.outcome === 'ok')
    return [
      hereFix(
        'put blobs on their way where the store lies',
        [`export TMPDIR=${shellWord(store.existing)}`],
        { kind: 'tried', says: 'a file was written there' },
        ['images must fit there twice for a while: packed and unpacked'],
      ),
    ];
  return [
    hereFix(
      'take out what nobody uses',
      [`${client.client === 'podman' ? 'podman system prune --all --force' : 'buildah rmi --prune'}`],
      {
        kind: 'hypothetical',
        says: 'not tried: it would remove images',
      },
    ),
    podFix('a larger volume under the store', emptyDirLines([store.path.replace(/(?<=.)\/storage$/, '')]), [
      'a sizeLimit of the volume and the ephemeral-storage limit of the container end it, too',
    ]),
  ];
}
