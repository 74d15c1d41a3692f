import type { ConformanceCase } from '../harness/case.js';
import { httpRegistry, httpsRegistry, IMAGE, NAME, registriesConf, withNames } from '../harness/ground.js';
import { ADDRESS } from '../rig/network.js';
import { startRegistry } from '../rig/registry.js';

/** `http-on-https-port` is not among them: this family always tries HTTPS first, so only other clients can show it (lab, unit tests). */
export const HTTP_SCHEME: readonly ConformanceCase[] = [
  {
    name: 'https-on-http-port: port 5000 speaks plain HTTP, nothing declared insecure',
    reference: `${NAME}:5000/${IMAGE}`,
    clients: { buildah: 'fail', skopeo: 'fail', podman: 'fail' },
    finding: 'https-on-http-port',
    fix: 'applies',
    wire: true,
    build: async (rig) => [await httpRegistry(rig, { port: 5000 })],
  },
  {
    name: 'https-on-http-port: plain HTTP on port 443',
    reference: `${NAME}/${IMAGE}`,
    clients: { buildah: 'fail', skopeo: 'fail' },
    finding: 'https-on-http-port',
    fix: 'applies',
    build: async (rig) => [await httpRegistry(rig, { port: 443 })],
  },
  {
    name: 'https-on-http-port: --tls-verify=true overrides insecure = true',
    reference: `${NAME}:5000/${IMAGE}`,
    clients: { buildah: 'fail', skopeo: 'fail' },
    finding: 'https-on-http-port',
    fix: 'none',
    flags: ['--tls-verify=true'],
    build: async (rig) => {
      await registriesConf(rig, `[[registry]]\nlocation = "${NAME}:5000"\ninsecure = true\n`);
      return [await httpRegistry(rig, { port: 5000 })];
    },
  },
  {
    name: 'a dead mirror costs 30 s before the registry serves',
    reference: `${NAME}/${IMAGE}`,
    clients: { skopeo: 'slow' },
    finding: 'tcp-timeout',
    fix: 'none',
    wire: true,
    waits: true,
    longestMs: 120_000,
    build: async (rig) => {
      await registriesConf(
        rig,
        `[[registry]]\nlocation = "${NAME}"\n\n[[registry.mirror]]\nlocation = "mirror.test"\n`,
      );
      const registry = await httpsRegistry(rig);
      await rig.firewall.set('drop', { address: ADDRESS.second, port: 443 });
      return [registry];
    },
  },
  {
    name: 'a mirror without the image, and the registry refuses: the registry is the cause',
    reference: `${NAME}/${IMAGE}`,
    clients: { skopeo: 'fail' },
    finding: 'tcp-refused',
    fix: 'none',
    wire: true,
    build: async (rig) => {
      await withNames(rig);
      await registriesConf(
        rig,
        `[[registry]]\nlocation = "${NAME}"\n\n[[registry.mirror]]\nlocation = "mirror.test:5000"\ninsecure = true\n`,
      );
      return [await startRegistry(rig, { address: ADDRESS.second, port: 5000, empty: true })];
    },
  },
];
