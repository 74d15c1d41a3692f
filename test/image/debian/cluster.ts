import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDnsmasq } from '../../conformance/rig/dns.js';
import { Firewall } from '../../conformance/rig/firewall.js';
import { ADDRESS, createNetwork } from '../../conformance/rig/network.js';
import { startRegistryDaemon } from '../../conformance/rig/registry-daemon.js';

/** The registry's name in the cluster, and an image it holds. */
export const REGISTRY = 'registry.registry.svc.cluster.local';
export const REFERENCE = `${REGISTRY}/team/app:1.0`;

/** What a person writes who is told that the registry speaks plain HTTP: every pull waits for port 443 first. */
export const DECLARED_INSECURE = `[[registry]]\nlocation = "${REGISTRY}"\ninsecure = true\n`;

/** The same with the port, as regdoctor prints it: no wait. */
export const DECLARED_WITH_PORT = `[[registry]]\nprefix = "${REGISTRY}"\nlocation = "${REGISTRY}:80"\ninsecure = true\n`;

/** A network with a cluster's name server and a registry that serves plain HTTP on port 80. */
export interface Cluster {
  /** Flags of `podman run` that put a container into the network, with its name server. */
  readonly flags: readonly string[];
  readonly firewall: Firewall;
  /** Flags that put a registries.conf with this content into the container, as a ConfigMap would be. */
  registriesConf(content: string): Promise<readonly string[]>;
}

/** Makes a cluster, hands it over, and takes it down whatever happened. Packets for port 443 are dropped, as behind a Service without that port. */
export async function withCluster<Result>(
  shared: string,
  body: (cluster: Cluster) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(shared, 'cluster-'));
  const network = await createNetwork('');
  try {
    const firewall = await Firewall.install(network.server);
    await firewall.set('drop', { port: 443 });
    await startDnsmasq(network.server, directory, { [REGISTRY]: [ADDRESS.registry] });
    const storage = join(shared, 'storage');
    await startRegistryDaemon(network.server, directory, { address: ADDRESS.registry, port: 80, storage });
    const resolver = join(directory, 'resolv.conf');
    await writeFile(resolver, `nameserver ${ADDRESS.dns}\n`);
    const flags = ['--network', `ns:/proc/${network.client.pid}/ns/net`, '--volume', `${resolver}:/etc/resolv.conf:ro`];
    const registriesConf = async (content: string) => {
      const path = join(directory, 'registries.conf');
      await writeFile(path, content);
      return ['--volume', `${path}:/etc/containers/registries.conf:ro`];
    };
    return await body({ flags, firewall, registriesConf });
  } finally {
    await network.end();
    await rm(directory, { recursive: true, force: true });
  }
}
