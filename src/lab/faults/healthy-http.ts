import type { Fault } from '../fault.js';
import { HTTP_PORT, imageAt, insecureRegistriesConf, REGISTRY_NAME, standardRegistry } from '../standard.js';

/** Nothing wrong, over plain HTTP: what a check must be silent about. */
export const healthyHttp: Fault = {
  title: 'A plain HTTP registry, declared insecure',
  expected: null,
  client: 'buildah',
  async arrange(stage) {
    const host = `${REGISTRY_NAME}:${HTTP_PORT}`;
    stage.hosts(REGISTRY_NAME);
    stage.files.set('/etc/containers/registries.conf', insecureRegistriesConf(host));
    await stage.serve(HTTP_PORT, { handler: standardRegistry() });
    return {
      references: { image: imageAt(host) },
      story: [`${host} serves plain HTTP`, 'registries.conf declares it insecure'],
    };
  },
};
