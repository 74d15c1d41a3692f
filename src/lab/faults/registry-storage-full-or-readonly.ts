import { serveTrusted } from '../authority.js';
import { jsonAnswer } from '../exchange.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

/** What docker-registry answers when its disk is full. */
const NO_SPACE = {
  errors: [
    {
      code: 'UNKNOWN',
      message: 'unknown error',
      detail: { DriverName: 'filesystem', Enclosed: { Op: 'write', Path: '/var/lib/registry/docker', Err: 28 } },
    },
  ],
};

/** Shows `registry-storage-full-or-readonly`: pulls work, and no upload can be started. */
export const registryStorageFull: Fault = {
  title: 'The disk of the registry is full',
  expected: 'registry-storage-full-or-readonly',
  client: 'buildah',
  push: {},
  async arrange(stage, { nowMs }) {
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    const full = standardRegistry(({ method }) => (method === 'POST' ? jsonAnswer(500, NO_SPACE) : null));
    await serveTrusted(stage, nowMs, full);
    return {
      references: { image: imageAt(host) },
      story: [`${host} serves its images`, 'it cannot write: no space is left'],
    };
  },
};
