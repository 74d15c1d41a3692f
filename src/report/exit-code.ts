import type { Report } from './schema.js';

/** Exit codes: one place decides, whatever the output format. */
export const EXIT = {
  ok: 0,
  finding: 1,
  usage: 2,
  unknown: 3,
  bug: 70,
} as const;

/** The finding of a push that nobody gave an account for. */
const NO_ACCOUNT = 'anonymous-push-denied';

/** 1 an error finding (with `strict`, a warning too) · else 3 something is unknown · else 0. */
export function exitCodeOf(report: Pick<Report, 'findings' | 'unknown' | 'clients'>, strict: boolean): number {
  if (report.findings.some(({ severity }) => severity === 'error' || (strict && severity === 'warning')))
    return EXIT.finding;
  if (
    report.unknown.length > 0 ||
    report.clients.length === 0 ||
    report.clients.some(({ outcome }) => outcome === 'unknown')
  )
    return EXIT.unknown;
  // A client that fails for a reason no rule knows is not all right; that nobody gave an account to push with is no fault.
  const explained = new Set(
    report.findings.filter(({ code }) => code === NO_ACCOUNT).flatMap(({ clients }) => clients),
  );
  if (report.clients.some(({ client, outcome }) => outcome === 'fail' && !explained.has(client))) return EXIT.unknown;
  return EXIT.ok;
}

/**
 * What a run of several checks ends with: a bug first, then an error that was found, then a reference that is none, then something unknown, all well last.
 * That one line of a list is wrong must not hide that an image can't be pulled.
 */
export function gravestExitCode(codes: readonly number[]): number {
  const gravest = [EXIT.bug, EXIT.finding, EXIT.usage, EXIT.unknown].find((code) => codes.includes(code));
  // A saved report may hold any number: one that means nothing here does not mean that all is well.
  return gravest ?? (codes.every((code) => code === EXIT.ok) ? EXIT.ok : EXIT.unknown);
}
