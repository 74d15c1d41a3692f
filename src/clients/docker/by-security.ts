import ipaddr from 'ipaddr.js';
import type { Host } from '../../host/host.js';
import type { PlanNode } from '../../plan/nodes.js';
import { type ResolverBuild, resolverPolicy } from '../go/resolver.js';
import type { DaemonConfig } from './daemon-config.js';

/**
 * What docker does for a registry that is insecure or not (moby `daemon/pkg/registry/config.go`: isSecureIndex, isCIDRMatch): an exact entry first,
 * then networks by the host's addresses, for which a name is looked up; one that can't be counts as secure.
 */
export function bySecurity(
  host: Host,
  config: DaemonConfig,
  registry: string,
  build: ResolverBuild,
  plan: (insecure: boolean) => PlanNode,
): PlanNode {
  if (config.insecureNames.includes(registry)) return plan(true);
  const name = registry.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(name)) {
    const address = ipaddr.process(name);
    const inside = config.insecureNetworks.some((range) => {
      const [network, bits] = ipaddr.parseCIDR(range);
      return network.kind() === address.kind() && address.match(network, bits);
    });
    return plan(inside);
  }
  return {
    kind: 'choose',
    byFact: { addressesOf: name, resolver: resolverPolicy(host, name, build), within: config.insecureNetworks },
    inside: plan(true),
    outside: plan(false),
    source: config.insecureSource,
  };
}
