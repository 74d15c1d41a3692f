import { gravestExitCode } from '../report/exit-code.js';
import type { Report } from '../report/schema.js';
import type { StorageDocument } from '../report/storage/schema.js';

/** Both in one: errors before warnings, the registry's before the storage's; the worse verdict and the graver exit code. Pure. */
export function folded(report: Report, storage: StorageDocument): Report {
  const findings = [...report.findings, ...storage.findings];
  const order = { error: 0, warning: 1, info: 2 } as const;
  const isWorse = VERDICTS.indexOf(storage.verdict) < VERDICTS.indexOf(report.verdict);
  return {
    ...report,
    findings: findings.toSorted((a, b) => order[a.severity] - order[b.severity]),
    unknown: [...report.unknown, ...storage.unknown],
    notes: [...report.notes, ...storage.notes],
    storage: { verdict: storage.verdict, summary: storage.summary, prospects: storage.prospects },
    verdict: isWorse ? storage.verdict : report.verdict,
    summary:
      storage.verdict === 'ok' ? report.summary : `${report.summary} Storage on this machine: ${storage.summary}`,
    exitCode: gravestExitCode([report.exitCode, storage.exitCode]),
    // What was seen, for whoever diagnoses the saved report again.
    inputs: { ...report.inputs, storage: storage.facts },
  };
}

/** The worst first. */
const VERDICTS: readonly Report['verdict'][] = ['broken', 'unknown', 'degraded', 'ok'];
