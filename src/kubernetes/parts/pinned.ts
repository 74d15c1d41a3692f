import type { PodParts } from '../pod-parts.js';

/** The pod on one node, past the scheduler. Taints must not drive it away: a sick node is what is looked at. */
export function pinnedTo(node: string): PodParts {
  return { pod: { nodeName: node, tolerations: [{ operator: 'Exists' }] }, container: {} };
}
