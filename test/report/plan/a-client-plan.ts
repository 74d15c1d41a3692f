import type { Plan } from '../../../src/clients/client.js';
import type { Source } from '../../../src/host/source.js';
import type { PlanNode } from '../../../src/plan/nodes.js';
import { aRequest } from '../../replay/a-request.js';

/** A line of a file. */
export function aLine(name: string, line: number, says: string): Source {
  return { kind: 'file', name, line, says };
}

/** The plan of a client that does what the tree says. */
export function aClientPlan(root: PlanNode, more: Partial<Plan> = {}): Plan {
  return {
    client: 'buildah',
    version: { text: '1.28.2', from: 'program' },
    basis: 'run',
    operation: 'pull',
    reference: { registry: 'reg.test', repository: 'app', tag: '1', digest: null },
    root,
    sources: [],
    observations: [],
    ...more,
  };
}

/** A request whose only answer is its URL. */
export function asks(host: string, more: Parameters<typeof aRequest>[1] = {}): ReturnType<typeof aRequest> {
  return aRequest(`https://${host}/v2/`, more);
}
