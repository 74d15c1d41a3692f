import type { ReportClient, ReportFinding, ReportFix } from '../schema.js';

/** What a proven fix makes of the walk of one client. */
export interface FixedWalk {
  readonly attempts: ReportClient['attempts'];
  readonly predictedMs: number;
  readonly outcome: ReportClient['outcome'];
}

/** The walk of a client as replayed over the fix that a finding names first for it, the first such; null where none is proven. */
export function fixedWalkOf(client: string, findings: readonly ReportFinding[]): FixedWalk | null {
  for (const { fixes } of findings) {
    // A last resort further down may be proven too: it is not what "the fix" means.
    const fix = fixes.find((each) => clientOfWalk(each) === client);
    const walk = fix === undefined ? null : walkAfter(fix);
    if (walk !== null) return walk;
  }
  return null;
}

/** Only the first client that a fix names is walked. */
function clientOfWalk({ client }: ReportFix): string | undefined {
  return client.split(', ')[0];
}

function walkAfter({ proof: { kind, after } }: ReportFix): FixedWalk | null {
  if (kind !== 'replayed' || after.attempts === undefined || after.attempts.length === 0) return null;
  return { attempts: after.attempts, predictedMs: after.ms, outcome: after.outcome };
}
