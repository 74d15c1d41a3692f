import type { Fault } from '../fault.js';
import { HTTP_PORT, imageAt, REGISTRY_NAME, standardRegistry } from '../standard.js';

/** Shows `https-on-http-port`: TLS is spoken to a port that speaks plain HTTP. (docker counts loopback as insecure and succeeds.) */
export const httpsOnHttpPort: Fault = {
  title: 'A plain HTTP registry that nobody declared insecure',
  expected: 'https-on-http-port',
  client: 'buildah',
  async arrange(stage) {
    stage.hosts(REGISTRY_NAME);
    await stage.serve(HTTP_PORT, { handler: standardRegistry() });
    const host = `${REGISTRY_NAME}:${HTTP_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} serves plain HTTP`, 'nothing says so in the configuration'],
    };
  },
};
