import { posix } from 'node:path';
import type { FailureKind } from '../../plan/failure.js';
import type { PlanNode } from '../../plan/nodes.js';
import { hostsFor } from '../containerd/hosts.js';
import type { RegistryHost } from '../containerd/registry-host.js';
import { bySecurity } from './by-security.js';
import type { DaemonConfig } from './daemon/config.js';
import { CGO, type EngineBuild } from './engine.js';

/**
 * The hosts that the containerd store asks, by what the registry's addresses say (moby `daemon/hosts.go`: RegistryHosts, mergeLegacyConfig): hosts.toml of
 * certs.d as containerd reads it; daemon.json counts only where it names anything, and that file brings one host.
 */
export function storeHosts(
  config: DaemonConfig,
  build: EngineBuild,
  registry: string,
  plan: (hosts: readonly RegistryHost[]) => PlanNode,
): PlanNode {
  const { host, start, mirrors, insecureEntries } = config;
  const { hosts } = hostsFor(host, build.containerdLibrary, [start.certsDirectory], registry);
  const [only] = hosts;
  if (only === undefined || hosts.length > 1 || (mirrors.length === 0 && insecureEntries.length === 0))
    return plan(hosts);
  const all =
    registry === 'docker.io'
      ? [...mirrors.map((mirror) => mirrorHost(mirror.text, only, mirror.source)), only]
      : [only];
  // All of them share one client: an insecure one makes every other insecure.
  const decide = (index: number): PlanNode => {
    const each = all[index];
    if (each === undefined) return plan(all);
    return bySecurity(config, each.host, { cgo: CGO, goVersion: build.goVersion }, (insecure) =>
      insecure ? plan(all.map(openedHost)) : decide(index + 1),
    );
  };
  return decide(0);
}

/** A mirror of Docker Hub with the client of Docker Hub (…: mirrorsToRegistryHosts); its path ends in `/v2`. */
export function mirrorHost(mirror: string, own: RegistryHost, source: RegistryHost['sources'][number]): RegistryHost {
  const found = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)([^?#]*)/i.exec(mirror);
  const path = (found?.[3] ?? '').replace(/\/$/, '');
  return {
    ...own,
    scheme: found?.[1] === undefined ? own.scheme : found[1].toLowerCase() === 'http' ? 'http' : 'https',
    host: found?.[2] ?? mirror,
    path: path.endsWith('/v2') ? path : posix.join('/', path, 'v2'),
    pushes: false,
    sources: [source],
  };
}

/** An insecure host: https unverified, and http after a plain-HTTP answer or a handshake that times out; without a port after refusals and time-outs too. */
function openedHost(host: RegistryHost): RegistryHost {
  if (host.httpFallback !== null || host.scheme === 'http') return { ...host, skipVerify: true };
  const always: FailureKind[] = ['tls-plain-http', 'tls-timeout'];
  const withoutPort: FailureKind[] = ['tcp-refused', 'tcp-timeout', 'dns-timeout', 'http-timeout'];
  const hasPort = /:\d+$/.test(host.host);
  return { ...host, scheme: 'http', skipVerify: true, httpFallback: hasPort ? always : [...always, ...withoutPort] };
}
