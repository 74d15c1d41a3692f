import type { Fault } from '../fault.js';
import { HTTP_PORT, imageAt, REGISTRY_NAME } from '../standard.js';

/** Shows `tcp-refused`: a closed port. */
export const tcpRefused: Fault = {
  title: 'Nothing listens at the registry’s port',
  expected: 'tcp-refused',
  client: 'buildah',
  async arrange(stage) {
    stage.hosts(REGISTRY_NAME);
    await stage.close(HTTP_PORT);
    const host = `${REGISTRY_NAME}:${HTTP_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`nothing listens on ${host}`],
    };
  },
};
