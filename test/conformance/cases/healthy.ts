import type { ConformanceCase } from '../harness/case.js';
import {
  AUTH_PATH,
  authFile,
  CLUSTER_NAME,
  httpRegistry,
  httpsRegistry,
  IMAGE,
  insecure,
  NAME,
  registriesConf,
  trustRoot,
  withNames,
} from '../harness/ground.js';
import { ADDRESS } from '../rig/network.js';
import { startProxy } from '../rig/proxy.js';
import { startRegistry } from '../rig/registry.js';
import { startTokenServer } from '../rig/token-server.js';

const ALL_OK = { buildah: 'ok', skopeo: 'ok', podman: 'ok' } as const;
const healthy = { finding: null, fix: 'none', clients: ALL_OK, wire: true } as const;

/** Set-ups in which regdoctor has nothing to say. */
export const HEALTHY: readonly ConformanceCase[] = [
  {
    ...healthy,
    name: 'healthy: HTTPS, CA in the system store',
    reference: `${NAME}/${IMAGE}`,
    build: async (rig) => [await httpsRegistry(rig)],
  },
  {
    ...healthy,
    name: 'healthy: HTTPS, CA in certs.d, port in the name',
    reference: `${NAME}:5443/${IMAGE}`,
    build: async (rig) => {
      await withNames(rig);
      const authority = await rig.pki.authority('root');
      await rig.host.writeFile(`/etc/containers/certs.d/${NAME}:5443/ca.crt`, authority);
      const certificate = await rig.pki.leaf({ names: [NAME], issuer: 'intermediate' });
      return [await startRegistry(rig, { port: 5443, certificate })];
    },
  },
  {
    ...healthy,
    name: 'healthy: HTTP with insecure = true on port 5000',
    reference: `${NAME}:5000/${IMAGE}`,
    build: async (rig) => {
      await registriesConf(rig, insecure(`${NAME}:5000`));
      return [await httpRegistry(rig, { port: 5000 })];
    },
  },
  {
    ...healthy,
    name: 'healthy: HTTP with insecure = true, 443 refused',
    reference: `${NAME}/${IMAGE}`,
    build: async (rig) => {
      await registriesConf(rig, insecure(NAME));
      return [await httpRegistry(rig)];
    },
  },
  {
    ...healthy,
    name: 'healthy: HTTP with insecure = true, 443 rejected by a firewall',
    reference: `${CLUSTER_NAME}/${IMAGE}`,
    build: async (rig) => {
      await registriesConf(rig, insecure(CLUSTER_NAME));
      await rig.firewall.set('reset', { port: 443 });
      return [await httpRegistry(rig)];
    },
  },
  {
    ...healthy,
    name: 'healthy: basic authentication with credentials',
    reference: `${NAME}/${IMAGE}`,
    build: async (rig) => {
      await rig.host.writeFile(AUTH_PATH, authFile(NAME, 'alice:secret'), 0o600);
      return [await httpsRegistry(rig, { users: { alice: 'secret' } })];
    },
  },
  {
    ...healthy,
    name: 'healthy: token authentication with credentials',
    reference: `${NAME}/${IMAGE}`,
    build: async (rig) => {
      await rig.host.writeFile('/root/.docker/config.json', authFile(NAME, 'alice:secret'), 0o600);
      const tokens = await startTokenServer(rig.listeners, {
        address: ADDRESS.auth,
        port: 443,
        host: 'auth.test',
        certificate: await rig.pki.leaf({ names: ['auth.test'] }),
        signer: await rig.pki.leaf({ names: ['signer'], issuer: 'self' }),
        users: { alice: 'secret' },
      });
      return [await httpsRegistry(rig, { auth: tokens.registryAuth }), tokens];
    },
  },
  {
    ...healthy,
    name: 'healthy: through a pull-through mirror',
    reference: `${NAME}/${IMAGE}`,
    build: async (rig) => {
      const upstream = await httpsRegistry(rig);
      // docker-registry fetches from its upstream by itself: over plain HTTP, which needs no CA.
      await startRegistry(rig, { port: 5000 });
      const proxyOf = `http://${ADDRESS.registry}:5000`;
      const mirror = await startRegistry(rig, { address: ADDRESS.second, port: 5000, proxyOf });
      const table = `[[registry]]\nlocation = "${NAME}"\n\n[[registry.mirror]]\nlocation = "mirror.test:5000"\ninsecure = true\n`;
      await registriesConf(rig, table);
      return [upstream, mirror];
    },
  },
  {
    ...healthy,
    name: 'healthy: an index with an image for this platform',
    reference: `${NAME}/team/app:multi`,
    build: async (rig) => [await httpsRegistry(rig)],
  },
  {
    ...healthy,
    name: 'healthy: IPv6 and IPv4 both serve',
    reference: `${NAME}/${IMAGE}`,
    build: async (rig) => {
      await withNames(rig, { [NAME]: [ADDRESS.registryIpv6, ADDRESS.registry] });
      await trustRoot(rig);
      const certificate = await rig.pki.leaf({ names: [NAME] });
      const servers = [ADDRESS.registryIpv6, ADDRESS.registry].map((address) =>
        startRegistry(rig, { address, port: 443, certificate }),
      );
      return Promise.all(servers);
    },
  },
  {
    ...healthy,
    name: 'healthy: through a proxy',
    // The servers see the proxy, the report says where the request was for.
    wire: false,
    reference: `${NAME}/${IMAGE}`,
    environment: { HTTPS_PROXY: 'http://proxy.test:3128' },
    build: async (rig) => {
      const names = { [NAME]: ADDRESS.registry };
      await startProxy(rig.listeners, { address: ADDRESS.proxy, port: 3128, names });
      return [await httpsRegistry(rig)];
    },
  },
];
