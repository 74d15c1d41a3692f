import ipaddr from 'ipaddr.js';
import type { FactKey } from '../facts/keys.js';
import type { Vantage } from '../host/vantage.js';
import type { Unknown } from '../replay/walk.js';

/** The line that gives a debug pod the node's network. */
const HOST_NETWORK = `run it in the node's network: kubectl run regdoctor --rm -it --restart=Never --image=IMAGE --override-type=strategic --overrides='{"spec":{"hostNetwork":true}}' -- regdoctor check REF --root /host`;

/**
 * What can't be asked from here in the node's name: its programs are not run, and its loopback addresses are not a pod's. Null where the answer from
 * here holds. Looked at only where the files are another machine's; addresses only where the network is a pod's.
 */
export function hiddenFrom(vantage: Vantage): (key: FactKey) => Unknown | null {
  if (vantage.files === '/') return () => null;
  return (key) => {
    if (key.kind === 'helper')
      return {
        what: `the login for ${key.server}`,
        why: `it is kept by ${key.program} of another machine, and no program of another machine is run here`,
        needed: 'regdoctor on that machine, or --creds-stdin with the same account',
      };
    if (vantage.network !== 'pod') return null;
    const address = key.kind === 'dns' ? key.server : key.kind === 'tcp' ? key.address : null;
    if (address === null || !isLoopback(address)) return null;
    const what =
      key.kind === 'dns'
        ? `${key.name} at the node's own resolver ${address}`
        : `${address}:${key.kind === 'tcp' ? key.port : ''} on the node`;
    return { what, why: "the node's loopback can't be reached from a pod's network", needed: HOST_NETWORK };
  };
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}
