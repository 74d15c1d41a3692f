import { serveTrusted } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

/** Shows `repository-not-found`: 404 with NAME_UNKNOWN. */
export const repositoryNotFound: Fault = {
  title: 'The repository does not exist',
  expected: 'repository-not-found',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    await serveTrusted(stage, nowMs, standardRegistry());
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: `${host}/demo/no-such-app:latest`, existing: imageAt(host) },
      story: [`${host} has demo/app, not demo/no-such-app`],
    };
  },
};
