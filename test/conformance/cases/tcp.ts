import type { ConformanceCase } from '../harness/case.js';
import {
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
import { startRegistry } from '../rig/registry.js';

const reference = `${NAME}/${IMAGE}`;

export const TCP: readonly ConformanceCase[] = [
  {
    name: 'tcp-timeout: a dead host, and buildah tries four times',
    reference,
    clients: { buildah: 'fail' },
    finding: 'tcp-timeout',
    fix: 'none',
    wire: true,
    waits: true,
    longestMs: 300_000,
    build: async (rig) => {
      const registry = await httpsRegistry(rig);
      await rig.firewall.set('drop', { port: 443 });
      await rig.firewall.set('drop', { port: 80 });
      return [registry];
    },
  },
  {
    name: 'tcp-timeout: insecure = true, 443 and 80 dropped',
    reference,
    clients: { skopeo: 'fail' },
    finding: 'tcp-timeout',
    fix: 'none',
    wire: true,
    waits: true,
    longestMs: 180_000,
    build: async (rig) => {
      await registriesConf(rig, insecure(NAME));
      const registry = await httpRegistry(rig);
      await rig.firewall.set('drop', { port: 443 });
      await rig.firewall.set('drop', { port: 80 });
      return [registry];
    },
  },
  {
    name: 'tcp-refused: nothing listens',
    reference: `${NAME}:5000/${IMAGE}`,
    clients: { buildah: 'fail', skopeo: 'fail', podman: 'fail' },
    finding: 'tcp-refused',
    fix: 'none',
    wire: true,
    waits: true,
    build: async (rig) => {
      await withNames(rig);
      return [];
    },
  },
  {
    name: 'tcp-refused: 443 refused, 80 serves, nothing declared insecure',
    reference,
    clients: { buildah: 'fail', skopeo: 'fail' },
    finding: 'tcp-refused',
    fix: 'applies',
    waits: true,
    build: async (rig) => [await httpRegistry(rig)],
  },
  {
    name: 'tcp-unreachable: no route',
    reference,
    clients: { skopeo: 'fail', buildah: 'fail' },
    finding: 'tcp-unreachable',
    fix: 'none',
    waits: true,
    build: async (rig) => {
      await withNames(rig);
      await rig.network.makeUnroutable(`${ADDRESS.registry}/32`);
      return [];
    },
  },
  {
    name: 'tcp-unreachable: a firewall says so',
    reference,
    clients: { skopeo: 'fail' },
    finding: 'tcp-unreachable',
    fix: 'none',
    wire: true,
    build: async (rig) => {
      const registry = await httpsRegistry(rig);
      await rig.firewall.set('unreachable', { port: 443 });
      return [registry];
    },
  },
  {
    name: 'tcp-unreachable: a neighbour that is not there',
    reference: `${ADDRESS.nobody}/${IMAGE}`,
    clients: { skopeo: 'fail' },
    finding: 'tcp-unreachable',
    fix: 'none',
    waits: true,
    build: async (rig) => {
      await withNames(rig);
      return [];
    },
  },
  {
    name: 'ipv6-broken: IPv6 is dropped, IPv4 serves',
    reference,
    clients: { buildah: 'ok', skopeo: 'ok' },
    finding: 'ipv6-broken',
    fix: 'applies',
    build: async (rig) => {
      await withNames(rig, { [NAME]: [ADDRESS.registryIpv6, ADDRESS.registry] });
      await trustRoot(rig);
      const certificate = await rig.pki.leaf({ names: [NAME] });
      const registry = await startRegistry(rig, { port: 443, certificate });
      await rig.firewall.set('drop', { address: ADDRESS.registryIpv6, port: 443 });
      return [registry];
    },
  },
  {
    name: 'tcp-unreachable: no route for IPv6, which clients report, and IPv4 refuses',
    reference,
    clients: { skopeo: 'fail' },
    finding: 'tcp-unreachable',
    fix: 'none',
    build: async (rig) => {
      await withNames(rig, { [NAME]: [ADDRESS.registryIpv6, ADDRESS.registry] });
      await rig.network.makeUnroutable(`${ADDRESS.registryIpv6}/128`);
      return [];
    },
  },
];
