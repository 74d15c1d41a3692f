import type { ConformanceCase } from '../harness/case.js';
import { CLUSTER_NAME, httpRegistry, IMAGE, insecure, registriesConf } from '../harness/ground.js';
import type { Rig } from '../rig/rig.js';

const reference = `${CLUSTER_NAME}/${IMAGE}`;

/** Plain HTTP on port 80, silence on 443: the set-up of the case that started regdoctor. */
export async function dropped443(rig: Rig, configuration: string, writable = false) {
  await registriesConf(rig, configuration);
  const registry = await httpRegistry(rig, { writable });
  await rig.firewall.set('drop', { port: 443 });
  return [registry];
}

/** Its name in the table: the test prints its figures. */
export const SEED_NAME = 'fallback-delay: 443 dropped, 80 serves, insecure = true';

export const SEED: readonly ConformanceCase[] = [
  {
    name: SEED_NAME,
    reference,
    clients: { buildah: 'slow' },
    finding: 'fallback-delay',
    fix: 'applies',
    wire: true,
    waits: true,
    build: (rig) => dropped443(rig, insecure(CLUSTER_NAME)),
  },
  {
    name: 'fallback-delay: the same for skopeo and podman',
    reference,
    clients: { skopeo: 'slow', podman: 'slow' },
    finding: 'fallback-delay',
    fix: 'applies',
    wire: true,
    waits: true,
    build: (rig) => dropped443(rig, insecure(CLUSTER_NAME)),
  },
  {
    name: 'tcp-timeout: 443 dropped, 80 serves, nothing declared insecure',
    reference,
    clients: { skopeo: 'fail' },
    finding: 'tcp-timeout',
    fix: 'applies',
    wire: true,
    waits: true,
    longestMs: 90_000,
    build: (rig) => dropped443(rig, ''),
  },
];
