import type { ConformanceCase } from '../harness/case.js';
import { httpsRegistry, IMAGE, insecure, NAME, registriesConf, withNames } from '../harness/ground.js';
import { ADDRESS } from '../rig/network.js';
import { startProxy } from '../rig/proxy.js';
import { startRegistry } from '../rig/registry.js';

const usual = {
  reference: `${NAME}/${IMAGE}`,
  clients: { buildah: 'fail', skopeo: 'fail' },
  finding: 'proxy-misconfigured',
  environment: { HTTPS_PROXY: 'http://proxy.test:3128' },
} as const;

export const PROXY: readonly ConformanceCase[] = [
  {
    ...usual,
    name: 'proxy-misconfigured: nothing listens at the proxy, the registry is reachable without it',
    fix: 'applies',
    waits: true,
    build: async (rig) => [await httpsRegistry(rig)],
  },
  {
    ...usual,
    name: 'proxy-misconfigured: the proxy refuses the registry (403)',
    fix: 'applies',
    build: async (rig) => {
      await startProxy(rig.listeners, { address: ADDRESS.proxy, port: 3128, names: {}, refuseWith: 403 });
      return [await httpsRegistry(rig)];
    },
  },
  {
    ...usual,
    name: 'proxy-misconfigured: the proxy wants a login (407), the registry is not reachable without it',
    fix: 'none',
    build: async (rig) => {
      await startProxy(rig.listeners, { address: ADDRESS.proxy, port: 3128, names: {}, refuseWith: 407 });
      const registry = await httpsRegistry(rig);
      await rig.firewall.set('reset', { port: 443 });
      return [registry];
    },
  },
  {
    ...usual,
    name: 'proxy-misconfigured: the name of the proxy does not exist',
    environment: { HTTPS_PROXY: 'http://noproxy.test:3128' },
    fix: 'applies',
    build: async (rig) => [await httpsRegistry(rig)],
  },
  {
    ...usual,
    name: 'proxy-misconfigured: a proxy for plain HTTP that cannot reach the registry',
    reference: `${NAME}:5000/${IMAGE}`,
    environment: { HTTP_PROXY: 'http://proxy.test:3128' },
    fix: 'applies',
    build: async (rig) => {
      await withNames(rig);
      await registriesConf(rig, insecure(`${NAME}:5000`));
      await startProxy(rig.listeners, { address: ADDRESS.proxy, port: 3128, names: {}, refuseWith: 503 });
      return [await startRegistry(rig, { port: 5000 })];
    },
  },
];
