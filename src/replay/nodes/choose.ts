import ipaddr from 'ipaddr.js';
import type { ChooseNode } from '../../plan/nodes.js';
import { resolveName } from '../resolve/resolve.js';
import { BLOCKED, type RunNode, type StepResult, type Walker } from '../walker.js';

/** Docker's insecure CIDR rule: any address of the name inside counts; a name that can't be looked up counts as outside. */
export function runChoose(walker: Walker, node: ChooseNode, run: RunNode): StepResult {
  const found = resolveName(walker, node.byFact.resolver, node.byFact.addressesOf, null);
  if (found.kind === 'blocked') {
    walker.lookAhead(() => run(walker, node.inside));
    walker.lookAhead(() => run(walker, node.outside));
    return BLOCKED;
  }
  const inside = found.kind === 'addresses' && found.addresses.some((address) => within(address, node.byFact.within));
  return run(walker, inside ? node.inside : node.outside);
}

function within(address: string, ranges: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return ranges
    .filter((range) => ipaddr.isValidCIDR(range))
    .some((range) => {
      const [network, bits] = ipaddr.parseCIDR(range);
      return network.kind() === parsed.kind() && parsed.match(network, bits);
    });
}
