import type { PlaceFact } from '../../facts/storage.js';
import type { Stop, StorageCase } from './stop.js';

/** What a client itself takes of a new store for one small image; measured with buildah 1.28 and podman 4.3: 40 to 60. */
const LEAST_INODES = 40;

/** Its directories: that they can be made and written to, and that there is room. */
export function placeStep({ client }: StorageCase): Stop | null {
  for (const place of client.store.places) {
    const stop = unusable(place);
    if (stop !== null) return stop;
  }
  const store = client.store.places.find(({ use }) => use === 'store');
  if (store?.freeInodes !== null && store?.freeInodes !== undefined && store.freeInodes < LEAST_INODES)
    return { cause: 'no-inodes', says: `mkdir ${store.path}/…: no space left on device`, path: store.path };
  return null;
}

function unusable({ path, written, freeInodes }: PlaceFact): Stop | null {
  if (written.outcome !== 'failed') return null;
  switch (written.says) {
    case 'EROFS':
      return { cause: 'read-only', says: `mkdir ${path}: read-only file system`, path };
    case 'ENOSPC':
      return freeInodes === 0
        ? { cause: 'no-inodes', says: `mkdir ${path}/…: no space left on device`, path }
        : { cause: 'no-bytes', says: `write ${path}/…: no space left on device`, path };
    case 'EDQUOT':
      return { cause: 'no-bytes', says: `write ${path}/…: disk quota exceeded`, path };
    case 'EACCES':
    case 'EPERM':
      return { cause: 'not-writable', says: `mkdir ${path}: permission denied`, path };
    default:
      return { unknown: `${path} could not be tried (${written.says ?? 'no error given'})`, needed: 'a look by hand' };
  }
}
