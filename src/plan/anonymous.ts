import type { ChallengeRule, PlanNode } from './nodes.js';

/** The same plan for somebody without any credentials: what anonymous users may do. */
export function withoutCredentials(node: PlanNode): PlanNode {
  switch (node.kind) {
    case 'sequence':
      return { ...node, steps: node.steps.map(withoutCredentials) };
    case 'oneOf':
    case 'race':
      return { ...node, options: node.options.map(withoutCredentials) };
    case 'retry':
      return { ...node, body: withoutCredentials(node.body) };
    case 'choose':
      return { ...node, inside: withoutCredentials(node.inside), outside: withoutCredentials(node.outside) };
    case 'follow':
      switch (node.what) {
        case 'challenge':
          return {
            ...node,
            rule: anonymous(node.rule),
            then: node.then === null ? null : withoutCredentials(node.then),
          };
        case 'child':
          return { ...node, then: withoutCredentials(node.then) };
        case 'blobs':
          return { ...node, one: withoutCredentials(node.one) };
        case 'location':
          return node.rule === undefined ? node : { ...node, rule: anonymous(node.rule) };
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

function anonymous(rule: ChallengeRule): ChallengeRule {
  return { ...rule, credential: null };
}
