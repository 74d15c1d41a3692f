import type { Report } from '../report/schema.js';
import { storageDocument } from './storage.js';
import { folded } from './storage-folded.js';

/** What else decides: warnings count where they are errors, and the environment is the clients'. */
export interface FoldOptions {
  readonly strict: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends the tries early; what they made is removed first. */
  readonly signal: AbortSignal;
}

/** The report with what storage on this machine allows (`regdoctor storage`) folded in: its findings, their fixes, the verdict and exit code. */
export async function foldStorage(report: Report, options: FoldOptions): Promise<Report> {
  // The call itself was wrong: there is nothing to add to.
  if (report.error !== null) return report;
  return folded(report, await storageDocument(options));
}
