import type { Cause } from '../../many/cause.js';
import type { Tally } from '../../many/tally.js';
import type { Report } from '../../report/schema.js';

/** One report that stands for the run where only one has room, as in a pod's termination message: the verdict over all, and the gravest cause with its fix. */
export function overallReport(tally: Tally, [gravest]: readonly Cause[], like: Report): Report {
  const total = tally.total.toLocaleString('en');
  return {
    ...like,
    verdict: tally.verdict,
    summary: `${total} references: ${tally.counts()}`,
    reference: { ...like.reference, input: `${total} references` },
    clients: [],
    unknown: [],
    facts: {},
    inputs: {},
    findings: gravest?.finding == null ? [] : [gravest.finding],
  };
}
