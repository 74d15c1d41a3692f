import { readFile, stat } from 'node:fs/promises';
import { rediagnose } from '../check/rediagnose.js';
import { parseSavedReport } from '../check/saved-report.js';
import { UsageError } from '../report/usage.js';
import { emitReport } from './emit.js';

/** A report with the facts of many clients stays far below this. */
const MAX_REPORT_BYTES = 64 * 1024 * 1024;

/** Reads a saved report, diagnoses it again and prints it; gives the exit code. */
export async function reportFromFile(
  path: string,
  flags: { readonly json: boolean; readonly verbose: boolean; readonly 'output-dir'?: string | undefined },
): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile())
    throw new UsageError(`report: ${path} is not a file that can be read`, 'report');
  if (found.size > MAX_REPORT_BYTES) throw new UsageError(`report: ${path} is larger than any report`, 'report');
  const parsed = parseSavedReport(await readFile(path, 'utf8'));
  if (!parsed.ok) throw new UsageError(`report: ${path}: ${parsed.message}`, 'report');
  return emitReport(rediagnose(parsed.report), flags);
}
