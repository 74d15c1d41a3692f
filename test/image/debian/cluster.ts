import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDnsmasq } from '../../conformance/rig/dns.js';
import { Firewall } from '../../conformance/rig/firewall.js';
import { ADDRESS, createNetwork } from '../../conformance/rig/network.js';
import { startRegistryDaemon } from '../../conformance/rig/registry-daemon.js';

/** The registry's name in the cluster, and an image it holds. */
export const REGISTRY = 'registry.registry.svc.cluster.local';
export const REFERENCE = `${REGISTRY}/team/app:1.0`;

/** What a person wrote who was told that the registry speaks plain HTTP. */
export const DECLARED_INSECURE = `[[registry]]\nlocation = "${REGISTRY}"\ninsecure = true\n`;

/** A network with a cluster's name server and a registry that serves plain HTTP on port 80. */
export interface Cluster {
  /** Flags of `podman run` that put a container into the network, with its name server. */
  readonly flags: readonly string[];
  /** A scratch directory outside of it, removed with the cluster. */
  readonly directory: string;
  readonly firewall: Firewall;
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
    return await body({ flags, directory, firewall });
  } finally {
    await network.end();
    await rm(directory, { recursive: true, force: true });
  }
}
