import type { StorageFacts } from '../../facts/storage.js';
import { bytesOf } from '../../text/bytes.js';
import type { Prospect } from './prospect.js';
import type { StorageFinding } from './rule.js';

/** Images of languages and distributions unpack to hundreds of megabytes: with less than this, many no longer fit. Bytes. */
const SCANT_BYTES = 500_000_000;
/** And to thousands of files. */
const SCANT_INODES = 5000;

/** Where everything works and there is room for small images only: a warning. Null where there is more, or none at all. */
export function roomFinding(facts: StorageFacts, prospects: readonly Prospect[]): StorageFinding | null {
  const client = facts.clients.find((each) => prospects.some((p) => p.client === each.client && p.outcome === 'works'));
  const store = client?.store.places.find(({ use }) => use === 'store');
  if (client === undefined || store === undefined) return null;
  const scant = [
    ...(store.freeBytes !== null && store.freeBytes < SCANT_BYTES ? [`${bytesOf(store.freeBytes)} free`] : []),
    ...(store.freeInodes !== null && store.freeInodes < SCANT_INODES ? [`${store.freeInodes} inodes free`] : []),
  ];
  if (scant.length === 0) return null;
  return {
    code: 'storage-no-space',
    severity: 'warning',
    title: `There is room for small images only under ${store.path}`,
    subject: store.path,
    evidence: [
      `${store.fileSystem ?? 'the file system'} mounted at ${store.mountPoint ?? '/'}: ${scant.join(', ')}`,
      'an image needs about three times its compressed size',
    ],
    nextStep: `compare three times the compressed size of the image with what is free at ${store.mountPoint ?? '/'}`,
    cause: 'no-bytes',
    clients: [client.client],
    context: { facts, cause: 'no-bytes', client, prospects: [] },
  };
}
