import type { CredentialRef, PlanNode } from '../plan/nodes.js';

/** The plan of a client that asks a helper program before it asks the network; the same plan where no helper is asked. */
export function lookedUpFirst(credential: CredentialRef | null, node: PlanNode): PlanNode {
  return credential?.kind === 'helper' ? { kind: 'sequence', looksUp: credential, steps: [node] } : node;
}
