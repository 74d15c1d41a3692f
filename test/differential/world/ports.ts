import type { Namespace } from '../../conformance/rig/namespace.js';
import type { PortState } from '../case.js';

/** Ports by address that refuse or stay silent. The others have a listener, or are closed by themselves. */
const RULES = `
table inet differential {
  set refused { type ipv4_addr . inet_service; }
  set silent { type ipv4_addr . inet_service; }
  chain ports {
    type filter hook input priority 0;
    ip daddr . tcp dport @silent drop
    ip daddr . tcp dport @refused reject with tcp reset
  }
}`;

/** Puts the rules into a namespace that listens. */
export async function installPorts(namespace: Namespace): Promise<void> {
  await namespace.mustRun('nft', ['-f', '-'], RULES);
}

/** Makes the namespace's ports do as the case says; `listening` are all that have a listener there. */
export async function setPorts(
  namespace: Namespace,
  listening: readonly (readonly [address: string, port: number])[],
  network: Readonly<Record<string, PortState>>,
): Promise<void> {
  const lines = ['flush set inet differential refused', 'flush set inet differential silent'];
  for (const [address, port] of listening) {
    const state = network[`${address}:${port}`]?.speaks ?? 'refused';
    if (state === 'refused' || state === 'silent')
      lines.push(`add element inet differential ${state} { ${address} . ${port} }`);
  }
  await namespace.mustRun('nft', ['-f', '-'], lines.join('\n'));
}
