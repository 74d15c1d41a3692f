import type { ConformanceCase } from '../harness/case.js';
import {
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
import { startFaultyDns } from '../rig/dns.js';
import { ADDRESS } from '../rig/network.js';
import { startRegistry } from '../rig/registry.js';
import type { Rig } from '../rig/rig.js';

const reference = `${NAME}/${IMAGE}`;

/** A name server that never answers, by its address. */
async function dropDns(rig: Rig, address: string): Promise<void> {
  await rig.firewall.set('drop', { address, port: 53, protocol: 'udp' });
  await rig.firewall.set('drop', { address, port: 53 });
}

/** A registry whose name nobody can look up. */
async function nameless(rig: Rig) {
  await trustRoot(rig);
  const certificate = await rig.pki.leaf({ names: [NAME] });
  return [await startRegistry(rig, { port: 443, certificate })];
}

export const DNS: readonly ConformanceCase[] = [
  {
    name: 'dns-nxdomain: the name does not exist',
    reference: `nowhere.test/${IMAGE}`,
    clients: { buildah: 'fail', skopeo: 'fail', podman: 'fail' },
    finding: 'dns-nxdomain',
    fix: 'none',
    wire: true,
    build: async (rig) => [await httpsRegistry(rig)],
  },
  {
    name: 'dns-cluster-name-on-node: a Service name that this resolver does not know',
    reference: `${CLUSTER_NAME}/${IMAGE}`,
    clients: { buildah: 'fail', skopeo: 'fail' },
    finding: 'dns-cluster-name-on-node',
    fix: 'none',
    build: async (rig) => {
      await withNames(rig, { [CLUSTER_NAME]: [] });
      await registriesConf(rig, insecure(CLUSTER_NAME));
      return [await startRegistry(rig, { port: 80 })];
    },
  },
  {
    name: 'dns-server-failure: SERVFAIL',
    reference,
    clients: { buildah: 'fail', skopeo: 'fail' },
    finding: 'dns-server-failure',
    fix: 'none',
    build: async (rig) => {
      await startFaultyDns(rig.listeners, ADDRESS.dns, { responseCode: 'SERVFAIL' });
      return nameless(rig);
    },
  },
  {
    name: 'dns-server-failure: REFUSED',
    reference,
    clients: { skopeo: 'fail' },
    finding: 'dns-server-failure',
    fix: 'none',
    build: async (rig) => {
      await startFaultyDns(rig.listeners, ADDRESS.dns, { responseCode: 'REFUSED' });
      return nameless(rig);
    },
  },
  {
    name: 'dns-timeout: the only name server is silent',
    reference,
    clients: { skopeo: 'fail' },
    finding: 'dns-timeout',
    fix: 'none',
    waits: true,
    longestMs: 120_000,
    build: async (rig) => {
      await dropDns(rig, ADDRESS.dns);
      return nameless(rig);
    },
  },
  {
    name: 'dns-timeout: the first name server is silent, the second answers',
    reference,
    clients: { buildah: 'slow', skopeo: 'slow' },
    finding: 'dns-timeout',
    fix: 'applies',
    wire: true,
    waits: true,
    build: async (rig) => {
      const registry = await httpsRegistry(rig);
      await dropDns(rig, ADDRESS.deadDns);
      await rig.host.useNameservers([ADDRESS.deadDns, ADDRESS.dns]);
      return [registry];
    },
  },
  {
    name: 'dns-timeout: the first name server is silent, HTTP with insecure = true',
    reference,
    clients: { buildah: 'slow', skopeo: 'slow' },
    finding: 'dns-timeout',
    fix: 'applies',
    waits: true,
    build: async (rig) => {
      await registriesConf(rig, insecure(NAME));
      const registry = await httpRegistry(rig);
      await dropDns(rig, ADDRESS.deadDns);
      await rig.host.useNameservers([ADDRESS.deadDns, ADDRESS.dns]);
      return [registry];
    },
  },
];
