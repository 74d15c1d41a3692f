import type { ReportClient, ReportFinding } from '../schema.js';
import { type FixedWalk, fixedWalkOf } from './fixed-walk.js';

/** Clients that would do the same, step by step, and what a proven fix makes of it. */
export interface SameWalk {
  readonly clients: readonly [ReportClient, ...ReportClient[]];
  readonly after: FixedWalk | null;
}

/** Walks of a report, the same ones together. Pure. */
export function sameWalks(clients: readonly ReportClient[], findings: readonly ReportFinding[]): SameWalk[] {
  const groups = new Map<string, [ReportClient, ...ReportClient[]]>();
  for (const client of clients) {
    const { outcome, predictedMs, attempts, bound } = client;
    const steps = attempts.map(({ url, step, outcome: end, ms }) => [url, step, end, ms]);
    const id = JSON.stringify([outcome, predictedMs, bound, steps]);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [client]);
    else group.push(client);
  }
  return [...groups.values()].map((group) => ({ clients: group, after: afterOf(group, findings) }));
}

function afterOf(group: readonly ReportClient[], findings: readonly ReportFinding[]): FixedWalk | null {
  for (const { client } of group) {
    const walk = fixedWalkOf(client, findings);
    if (walk !== null) return walk;
  }
  return null;
}
