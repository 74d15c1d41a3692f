import type { ReportAttempt, ReportClient, ReportFinding, ReportFix } from '../schema.js';

/** Clients that would do the same, step by step, and a fix for one of them. */
export interface SameWalk {
  readonly clients: readonly [ReportClient, ...ReportClient[]];
  /** The walk over the first fix that has one; null where none has. */
  readonly after: { readonly fix: ReportFix; readonly attempts: readonly ReportAttempt[] } | null;
}

/** Walks of a report, the same ones together, each with what a fix makes of it. Pure. */
export function sameWalks(clients: readonly ReportClient[], findings: readonly ReportFinding[]): SameWalk[] {
  const groups = new Map<string, [ReportClient, ...ReportClient[]]>();
  for (const client of clients) {
    const { outcome, predictedMs, attempts, bound } = client;
    const id = JSON.stringify([
      outcome,
      predictedMs,
      bound,
      attempts.map(({ url, step, outcome: end, ms }) => [url, step, end, ms]),
    ]);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [client]);
    else group.push(client);
  }
  const fixes = findings.filter(({ severity }) => severity !== 'info').flatMap((finding) => finding.fixes);
  return [...groups.values()].map((group) => ({ clients: group, after: afterOf(group, fixes) }));
}

/** The walk after a fix is that of the first client it names. */
function afterOf(group: readonly ReportClient[], fixes: readonly ReportFix[]): SameWalk['after'] {
  for (const fix of fixes) {
    const { attempts, outcome } = fix.proof.after;
    const first = fix.client.split(', ')[0];
    if (attempts !== undefined && outcome !== 'unknown' && group.some(({ client }) => client === first))
      return { fix, attempts };
  }
  return null;
}
