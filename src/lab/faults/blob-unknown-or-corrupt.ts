import { serveTrusted } from '../authority.js';
import { errorAnswer, type Gate } from '../exchange.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

const lost: Gate = ({ path }) =>
  path.includes('/blobs/') ? errorAnswer(404, 'BLOB_UNKNOWN', 'blob unknown to registry') : null;

/** Shows `blob-unknown-or-corrupt`: the manifest is there, what it names is not. */
export const blobUnknownOrCorrupt: Fault = {
  title: 'The registry has the manifest, and has lost the blobs',
  expected: 'blob-unknown-or-corrupt',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    await serveTrusted(stage, nowMs, standardRegistry(lost));
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return { references: { image: imageAt(host) }, story: [`${host} answers 404 to every request for a blob`] };
  },
};
