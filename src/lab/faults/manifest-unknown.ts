import { serveTrusted } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

/** Shows `manifest-unknown`: 404 with MANIFEST_UNKNOWN. */
export const manifestUnknown: Fault = {
  title: 'The repository exists, the tag does not',
  expected: 'manifest-unknown',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    await serveTrusted(stage, nowMs, standardRegistry());
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host, 'no-such-tag') },
      story: [`${host} has demo/app:latest, not demo/app:no-such-tag`],
    };
  },
};
