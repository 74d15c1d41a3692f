import type { PlanNode } from '../../plan/nodes.js';
import { hostsFor } from '../containerd/hosts.js';
import type { RegistryHost } from '../containerd/registry-host.js';
import { resolveAndFetch } from '../containerd/resolve.js';
import type { LegacyPull } from './legacy-store.js';

/** The containerd library that docker 29 is built with, as far as its rules count here. */
const LIBRARY_VERSION = '2.2.0';
const CERTS = '/etc/docker/certs.d';

/**
 * One pull by the containerd store (moby `daemon/hosts.go`: RegistryHosts, mergeLegacyConfig): hosts.toml of certs.d as containerd reads it; where it names
 * no `[host]` and daemon.json says anything, an insecure registry is https unverified, and http only after a plain-HTTP answer
 * or a handshake that times out. Mirrors of daemon.json are not here yet.
 */
export function storePull(pull: LegacyPull, insecure: boolean): PlanNode {
  const { hosts } = hostsFor(pull.host, LIBRARY_VERSION, [CERTS], pull.registry);
  return resolveAndFetch({
    ...pull,
    credentialFor: () => pull.credential,
    version: LIBRARY_VERSION,
    hosts: insecure && hosts.length === 1 ? hosts.map(falling) : hosts,
  });
}

function falling(host: RegistryHost): RegistryHost {
  return { ...host, scheme: 'http', skipVerify: true, httpFallback: ['tls-plain-http', 'tls-timeout'] };
}
