import type { Source } from '../../host/source.js';
import type { FailureKind } from '../../plan/failure.js';
import type { PlanNode } from '../../plan/nodes.js';
import type { Observation } from '../client.js';

/** A piece of a plan with what was seen in the configuration on the way to it. */
export interface Built {
  readonly node: PlanNode;
  readonly observations: readonly Observation[];
  /** What decided something in it. */
  readonly sources: readonly Source[];
}

/** The client gives up before the network: `because` is the text it prints. */
export function stopped(
  failure: FailureKind,
  because: string,
  source: Source | null,
  observations: readonly Observation[] = [],
): Built {
  const sources = source === null ? [] : [source];
  return { node: { kind: 'stop', failure, because, sources }, observations, sources };
}

/** Equal things once, in the order of their first appearance. */
export function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
