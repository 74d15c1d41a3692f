import type { PlanNode } from './nodes.js';
import { rebuild } from './rebuild.js';

/** The same plan for somebody without any credentials: what anonymous users may do. */
export function withoutCredentials(root: PlanNode): PlanNode {
  return rebuild(root, (node) => {
    if (node.kind === 'sequence' && node.looksUp !== undefined) {
      const { looksUp: _, ...rest } = node;
      return rest;
    }
    if (node.kind !== 'follow' || !('rule' in node) || node.rule === undefined) return node;
    return { ...node, rule: { ...node.rule, credential: null } };
  });
}
