import { firstCause } from './last-line.js';
import type { Report } from './schema.js';

/** References with the same cause and verdict. */
export interface CauseGroup {
  /** Code of the finding that the verdict rests on; null where there is none. */
  readonly code: string | null;
  readonly verdict: Report['verdict'];
  readonly reports: readonly [Report, ...Report[]];
}

/** The worst first. */
const ORDER: readonly Report['verdict'][] = ['broken', 'unknown', 'degraded', 'ok'];

/** Reports by verdict and cause: the worst first, then the most frequent. Pure. */
export function causeGroups(reports: readonly Report[]): CauseGroup[] {
  const groups = new Map<string, { code: string | null; verdict: Report['verdict']; reports: [Report, ...Report[]] }>();
  for (const report of reports) {
    const code = firstCause(report)?.code ?? null;
    const id = JSON.stringify([report.verdict, code]);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { code, verdict: report.verdict, reports: [report] });
    else group.reports.push(report);
  }
  return [...groups.values()].sort(
    (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || b.reports.length - a.reports.length,
  );
}

/** Those worth all of their page: of each cause the first `ofEach`, `most` in all, one of every cause before a second of any; none that is healthy. Pure. */
export function shownInFull(groups: readonly CauseGroup[], ofEach: number, most: number): Report[] {
  const ill = groups.filter(({ verdict, code }) => verdict !== 'ok' || code !== null);
  const rounds = Array.from({ length: ofEach }, (_, round) =>
    ill.flatMap((group) => group.reports.slice(round, round + 1)),
  );
  const chosen = new Set(rounds.flat().slice(0, most));
  return ill.flatMap(({ reports }) => reports.filter((report) => chosen.has(report)));
}
