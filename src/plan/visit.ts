import type { PlanNode } from './nodes.js';

/** All nodes of a plan, parents before children, in reading order; requests inside `follow` nodes too. */
export function* nodesOf(node: PlanNode): Generator<PlanNode, void, undefined> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}

function childrenOf(node: PlanNode): readonly PlanNode[] {
  switch (node.kind) {
    case 'sequence':
      return node.steps;
    case 'oneOf':
    case 'race':
      return node.options;
    case 'retry':
      return [node.body];
    case 'choose':
      return [node.inside, node.outside];
    case 'follow':
      if (node.what === 'child') return [node.then];
      if (node.what === 'blobs') return [node.one];
      return node.what === 'challenge' && node.then !== null ? [node.first, node.then] : [node.first];
    case 'request':
    case 'commit':
    case 'stop':
      return [];
  }
}
