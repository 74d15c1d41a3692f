import type { Fault } from '../fault.js';
import { HTTP_PORT, imageAt, REGISTRY_NAME } from '../standard.js';

/** Shows `tcp-timeout`: silence, and nothing declared that would make another port the answer. */
export const tcpTimeout: Fault = {
  title: 'Packets to the registry’s port are dropped',
  expected: 'tcp-timeout',
  client: 'buildah',
  async arrange(stage) {
    stage.hosts(REGISTRY_NAME);
    await stage.silence(HTTP_PORT);
    const host = `${REGISTRY_NAME}:${HTTP_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`connects to ${host} are not answered`],
    };
  },
};
