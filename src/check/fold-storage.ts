import type { Report } from '../report/schema.js';
import { storageDocument } from './storage.js';
import { folded } from './storage-folded.js';

/** What else decides: warnings count where they are errors, and the environment is the clients'. */
export interface FoldOptions {
  readonly strict: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The report with what storage on this machine allows (`regdoctor storage`) folded in: its findings, their fixes, the verdict and exit code. Ctrl-C cleans up first. */
export async function foldStorage(report: Report, options: FoldOptions): Promise<Report> {
  // The call itself was wrong: there is nothing to add to.
  if (report.error !== null) return report;
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return folded(report, await storageDocument({ ...options, signal: interrupt.signal }));
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
}
