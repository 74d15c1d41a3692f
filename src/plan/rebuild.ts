import type { PlanNode } from './nodes.js';

/** A plan with each node put through `change`, the inner ones first; the given one stays as it is. */
export function rebuild(node: PlanNode, change: (node: PlanNode) => PlanNode): PlanNode {
  return change(withChildren(node, (child) => rebuild(child, change)));
}

/** Requests that a `follow` begins with are part of it, and are not visited. */
function withChildren(node: PlanNode, inner: (node: PlanNode) => PlanNode): PlanNode {
  switch (node.kind) {
    case 'sequence':
      return { ...node, steps: node.steps.map(inner) };
    case 'oneOf':
    case 'race':
      return { ...node, options: node.options.map(inner) };
    case 'retry':
      return { ...node, body: inner(node.body) };
    case 'choose':
      return { ...node, inside: inner(node.inside), outside: inner(node.outside) };
    case 'follow':
      switch (node.what) {
        case 'challenge':
          return { ...node, then: node.then === null ? null : inner(node.then) };
        case 'child':
          return { ...node, then: inner(node.then) };
        case 'blobs':
          return { ...node, one: inner(node.one) };
        case 'location':
        case 'index':
          return node;
      }
      return node;
    case 'request':
    case 'commit':
    case 'stop':
      return node;
  }
}
