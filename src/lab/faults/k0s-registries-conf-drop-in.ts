import type { Fault } from '../fault.js';
import { HTTP_PORT, imageAt, insecureRegistriesConf, REGISTRY_NAME, standardRegistry } from '../standard.js';

/** Shows `config-wrong-dialect`: k0s hands its drop-ins to containerd, which knows no `[[registry]]`. */
export const k0sRegistriesConfDropIn: Fault = {
  title: 'k0s: a drop-in in the form of podman’s registries.conf',
  expected: 'config-wrong-dialect',
  client: 'k0s',
  async arrange(stage) {
    stage.hosts(REGISTRY_NAME);
    await stage.serve(HTTP_PORT, { handler: standardRegistry() });
    const host = `${REGISTRY_NAME}:${HTTP_PORT}`;
    stage.files.set('/etc/k0s/containerd.d/registry.toml', insecureRegistriesConf(host));
    return {
      references: { image: imageAt(host) },
      story: [`${host} serves plain HTTP`, 'a drop-in of k0s says so, in the form that podman and CRI-O read'],
    };
  },
};
