import type { Source } from '../host/source.js';
import type { StopNode } from '../plan/nodes.js';
import { nodesOf } from '../plan/visit.js';
import type { Cause } from './context.js';
import type { Finding } from './finding.js';

/** The place in the plan where the client gave up without asking the network; null where the network decided. */
export function stopBehind({ case: { plan }, failure }: Cause): StopNode | null {
  if (failure.fact !== null) return null;
  for (const node of nodesOf(plan.root)) {
    if (node.kind === 'stop' && node.failure === failure.kind && node.because === failure.text) return node;
  }
  return null;
}

/** `/etc/containers/registries.conf:3`, or the variable's or flag's name. */
export function placeOf(source: Source): string {
  return source.line === null ? source.name : `${source.name}:${source.line}`;
}

/** The file a source is about; null for variables, flags and defaults. */
export function locationOf(source: Source): Finding['location'] {
  return source.kind === 'file' ? { path: source.name, line: source.line } : null;
}
