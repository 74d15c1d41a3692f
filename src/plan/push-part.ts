import type { PlanNode } from './nodes.js';
import { rebuild } from './rebuild.js';

/** The same push with one part of so many zero bytes sent to the upload session before it is cancelled. */
export function withPart(root: PlanNode, bytes: number): PlanNode {
  return rebuild(root, (node) =>
    node.kind === 'follow' && node.what === 'location' ? { ...node, partBytes: bytes } : node,
  );
}
