import ipaddr from 'ipaddr.js';
import type { FactBook } from '../facts/book.js';
import type { Fact } from '../facts/facts.js';
import { HoldingFacts } from '../facts/holding.js';
import { bracket, type FactKey } from '../facts/keys.js';
import type { Vantage } from '../host/vantage.js';
import type { Unknown } from '../replay/walk.js';
import { shellWord } from '../text/shell.js';
import { withoutUserInformation } from '../text/user-information.js';

/** The line that gives the same check the node's own network. */
export function nodeNetworkLine(reference: string): string {
  const word = shellWord(withoutUserInformation(reference));
  return `the same from the node's own network: regdoctor pod-spec ${word} --kind node prints the kubectl line for it`;
}

/** True where a node's clients are judged from a pod's network: what both would see alike has to be told from what may differ. */
function isPodForNode({ network, files }: Vantage): boolean {
  return files !== '/' && network === 'pod';
}

/**
 * What can't be asked from here in the node's name: its programs are not run, its loopback addresses are not a pod's, and what a pod's connection
 * ran into may be a network policy's doing. Null where the answer from here holds. Looked at only where the files are another machine's; addresses
 * only where the network is a pod's.
 */
export function hiddenFrom(
  { vantage, reference }: { readonly vantage: Vantage; readonly reference: string },
  facts: FactBook,
): (key: FactKey) => Unknown | null {
  if (vantage.files === '/') return () => null;
  return (key) => {
    if (key.kind === 'helper')
      return {
        what: `the login for ${key.server}`,
        why: `it is kept by ${key.program} of another machine, and no program of another machine is run here`,
        needed: 'regdoctor on that machine, or --creds-stdin with the same account',
      };
    if (!isPodForNode(vantage) || (key.kind !== 'dns' && key.kind !== 'tcp')) return null;
    const address = key.kind === 'dns' ? key.server : key.address;
    const needed = nodeNetworkLine(reference);
    if (isLoopback(address)) {
      const what =
        key.kind === 'dns'
          ? `${key.name} at the node's own resolver ${address}`
          : `${bracket(address)}:${key.port} on the node`;
      return { what, why: "the node's loopback can't be reached from a pod's network", needed };
    }
    const fact = facts.get(key);
    if (fact === undefined || !mayBePolicy(fact)) return null;
    const what = key.kind === 'dns' ? `${key.name} at name server ${address}` : `${bracket(address)}:${key.port}`;
    return {
      what: `${what}, as the node sees it`,
      why: `${saw(fact)} from this pod's network, where a network policy may hold that the node knows nothing of`,
      needed,
    };
  };
}

/** The facts that a walk may rest on: those that a network policy for pods can't have made. */
export function factsThatHold(vantage: Vantage, facts: FactBook): FactBook {
  if (!isPodForNode(vantage)) return facts;
  return new HoldingFacts(facts, (fact) => !mayBePolicy(fact));
}

/** Policies drop packets, or answer them with an ICMP error or a reset: kube-router, which k3s has built in, makes "connection refused" of it. */
function mayBePolicy(fact: Fact): boolean {
  if (fact.kind === 'dns') return fact.outcome === 'silent' || fact.outcome === 'unreachable';
  return fact.kind === 'tcp' && ['silent', 'unreachable', 'refused', 'reset'].includes(fact.outcome);
}

function saw(fact: Fact): string {
  switch (fact.kind === 'tcp' || fact.kind === 'dns' ? fact.outcome : '') {
    case 'silent':
      return 'no answer comes';
    case 'unreachable':
      return "it can't be reached";
    default:
      return 'the connection is refused';
  }
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}
