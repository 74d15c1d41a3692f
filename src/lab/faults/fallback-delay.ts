import type { Fault } from '../fault.js';
import { imageAt, insecureRegistriesConf, standardRegistry } from '../standard.js';

const SERVICE_NAME = 'registry.registry.svc.cluster.local';

/** The case that started regdoctor: a cluster's registry on port 80, declared insecure, and a port 443 that swallows packets. */
export const fallbackDelay: Fault = {
  title: 'Declared insecure, served on port 80, and port 443 swallows packets: every pull waits 30 s first',
  expected: 'fallback-delay',
  client: 'buildah',
  async arrange(stage) {
    stage.hosts(SERVICE_NAME);
    stage.files.set('/etc/containers/registries.conf', insecureRegistriesConf(SERVICE_NAME));
    await stage.silence(443);
    await stage.serve(80, { handler: standardRegistry() });
    return {
      references: { image: imageAt(SERVICE_NAME) },
      story: [
        `${SERVICE_NAME}:80 serves plain HTTP`,
        `connects to ${SERVICE_NAME}:443 are not answered`,
        'registries.conf says insecure = true, without a port',
      ],
    };
  },
};
