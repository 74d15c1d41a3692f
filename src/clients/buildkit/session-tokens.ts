import type { PlanNode } from '../../plan/nodes.js';
import type { Transport } from '../../plan/transport.js';

/**
 * The plan with every token fetched over this connection: tokens are fetched by the program that started the build, with its own names, proxy and CAs;
 * buildkitd's settings don't apply there (BuildKit `session/auth/authprovider`: FetchToken). A Basic challenge without an account is left unanswered.
 */
export function withSessionTokens(node: PlanNode, transport: Transport): PlanNode {
  const inside = (each: PlanNode): PlanNode => withSessionTokens(each, transport);
  switch (node.kind) {
    case 'sequence':
      return { ...node, steps: node.steps.map(inside) };
    case 'oneOf':
    case 'race':
      return { ...node, options: node.options.map(inside) };
    case 'retry':
      return { ...node, body: inside(node.body) };
    case 'choose':
      return { ...node, inside: inside(node.inside), outside: inside(node.outside) };
    case 'follow':
      if (node.what === 'child') return { ...node, then: inside(node.then) };
      if (node.what === 'blobs') return { ...node, one: inside(node.one) };
      if (node.what !== 'challenge') return node;
      return {
        ...node,
        rule: { ...node.rule, transport, basicWithoutCredential: 'send-nothing' },
        then: node.then === null ? null : inside(node.then),
      };
    default:
      return node;
  }
}
