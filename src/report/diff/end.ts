import type { ReportAttempt, ReportClient } from '../schema.js';

/** A walk as far as its end is concerned. */
interface Walk {
  readonly outcome: ReportClient['outcome'];
  readonly attempts: readonly Pick<ReportAttempt, 'outcome' | 'status'>[];
}

/** What a walk ends in: its outcome, and of one that fails what stopped it last. Its words are left out: times and addresses are in them. */
export function endOf({ outcome, attempts }: Walk): string {
  if (outcome !== 'fail') return outcome;
  const last = attempts.findLast((attempt) => attempt.outcome !== 'ok' && attempt.outcome !== 'unknown');
  return ['fail', last?.outcome ?? 'stopped', ...(last?.status == null ? [] : [last.status])].join(' ');
}
