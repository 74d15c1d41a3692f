import type { PlanNode, RequestNode } from '../plan/nodes.js';

/** The first request of a plan in reading order, or null where it stops before any. */
export function firstRequest(node: PlanNode): RequestNode | null {
  switch (node.kind) {
    case 'request':
      return node;
    case 'sequence':
      return first(node.steps);
    case 'oneOf':
    case 'race':
      return first(node.options);
    case 'retry':
      return firstRequest(node.body);
    case 'follow':
      if (node.what === 'child') return firstRequest(node.then);
      return node.what === 'blobs' ? firstRequest(node.one) : node.first;
    case 'choose':
      return firstRequest(node.outside) ?? firstRequest(node.inside);
    case 'commit':
    case 'stop':
      return null;
  }
}

function first(nodes: readonly PlanNode[]): RequestNode | null {
  for (const node of nodes) {
    const found = firstRequest(node);
    if (found !== null) return found;
  }
  return null;
}
