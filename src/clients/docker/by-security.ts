import ipaddr from 'ipaddr.js';
import type { PlanNode } from '../../plan/nodes.js';
import { isIP } from '../../text/address.js';
import { type ResolverBuild, resolverPolicy } from '../go/resolver.js';
import type { DaemonConfig } from './daemon/config.js';

/** What security depends on: hosts asked, and those whose addresses decide. */
type Security = Pick<DaemonConfig, 'insecureNames' | 'insecureNetworks' | 'insecureSource' | 'host'>;

/**
 * What docker does for a registry that is insecure or not (moby `daemon/pkg/registry/config.go`: isSecureIndex, isCIDRMatch): an exact entry first,
 * then networks by the host's addresses, for which a name is looked up; one that can't be counts as secure. Docker Hub is secure whatever is written.
 */
export function bySecurity(
  config: Security,
  registry: string,
  build: ResolverBuild,
  plan: (insecure: boolean) => PlanNode,
): PlanNode {
  if (registry === 'docker.io') return plan(false);
  if (config.insecureNames.has(registry)) return plan(true);
  const name = registry.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  if (isIP(name) !== 0) return plan(isInside(name, config.insecureNetworks));
  return {
    kind: 'choose',
    byFact: { addressesOf: name, resolver: resolverPolicy(config.host, name, build), within: config.insecureNetworks },
    inside: plan(true),
    outside: plan(false),
    source: config.insecureSource,
  };
}

/** True where an address literal is in one of the networks. */
export function isInside(literal: string, networks: readonly string[]): boolean {
  const address = ipaddr.process(literal);
  return networks.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === address.kind() && address.match(network, bits);
  });
}
