import { WRITTEN_BYTES } from '../../facts/storage.js';
import { bytesOf } from '../../text/bytes.js';
import type { StorageRule } from './rule.js';

/** No room for bytes or files where clients write. */
export const storageNoSpace: StorageRule = {
  code: 'storage-no-space',
  causes: ['no-bytes', 'no-inodes'],
  explains({ client, cause, prospects }) {
    const path = prospects[0]?.path ?? client.settings.graphRoot;
    const place = client.store.places.find((each) => each.path === path);
    const room = [
      place?.freeBytes === null || place === undefined ? null : `${bytesOf(place.freeBytes)} free`,
      place?.freeInodes === null || place === undefined ? null : `${place.freeInodes} inodes free`,
    ].filter((text) => text !== null);
    return {
      title:
        cause === 'no-inodes'
          ? `No inodes are left under ${path}: files can't be made, whatever the free bytes`
          : `No room is left under ${path}`,
      subject: path,
      evidence: [
        `${path} lies on ${place?.fileSystem ?? 'an unknown file system'} mounted at ${place?.mountPoint ?? '/'}: ${room.join(', ')}`,
        ...(cause === 'no-bytes'
          ? [`a file of ${bytesOf(WRITTEN_BYTES)} was tried there: ${place?.written.says ?? 'refused'}`]
          : []),
      ],
      nextStep: `make room on the file system at ${place?.mountPoint ?? '/'}, or give the container a larger volume there`,
    };
  },
};
