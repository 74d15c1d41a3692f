import { serveTrusted } from '../authority.js';
import { answer, type Gate } from '../exchange.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

const STORE_NAME = 'blobs.lab.internal';
const STORE_PORT = 5445;

/** Shows `blob-redirect-unreachable`: the store of the blobs is a closed port. */
export const blobRedirectUnreachable: Fault = {
  title: 'The registry answers, and sends clients for blobs to a host that cannot be reached',
  expected: 'blob-redirect-unreachable',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    const store = `https://${STORE_NAME}:${STORE_PORT}`;
    const gate: Gate = ({ path }) =>
      path.includes('/blobs/') ? answer(307, { location: `${store}${path}?X-Signature=lab` }) : null;
    await serveTrusted(stage, nowMs, standardRegistry(gate));
    stage.hosts(REGISTRY_NAME, STORE_NAME);
    await stage.close(STORE_PORT);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} sends clients to ${store} for blobs`, `nothing listens on ${STORE_NAME}:${STORE_PORT}`],
    };
  },
};
