import { serveTrusted } from '../authority.js';
import { answer } from '../exchange.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

/** Largest body that the lab's registry takes, bytes. */
const LIMIT_BYTES = 64 * 1024;
/** Small enough for a web server that keeps whole bodies. */
const PART_BYTES = 256 * 1024;
const PAGE = '<html><head><title>413 Request Entity Too Large</title></head><body></body></html>\n';

/** Shows `upload-too-large`: what nginx says where nobody raised its limit. */
export const uploadTooLarge: Fault = {
  title: 'A proxy refuses uploads for their size',
  expected: 'upload-too-large',
  client: 'buildah',
  push: { partBytes: PART_BYTES },
  async arrange(stage, { nowMs }) {
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    const limited = standardRegistry(({ body }) =>
      body.length > LIMIT_BYTES ? answer(413, { 'content-type': 'text/html' }, PAGE) : null,
    );
    await serveTrusted(stage, nowMs, limited);
    return {
      references: { image: imageAt(host) },
      story: [`${host} takes request bodies up to ${LIMIT_BYTES} bytes`],
    };
  },
};
