import type { Report } from './schema.js';

/** The verdict in one line that is never folded: `broken: fallback-delay: buildah: …`. Last on the terminal, first in a pod's termination message. */
export function lastLine(report: Pick<Report, 'verdict' | 'summary' | 'findings'>): string {
  const cause = firstCause(report);
  return [report.verdict, ...(cause === null ? [] : [cause.code]), report.summary].join(': ');
}

/** The finding that the verdict rests on, or null where there is none. */
export function firstCause({ findings }: Pick<Report, 'findings'>): Report['findings'][number] | null {
  return findings.find(({ severity }) => severity !== 'info') ?? null;
}
