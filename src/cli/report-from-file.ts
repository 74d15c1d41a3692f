import { readFile, stat } from 'node:fs/promises';
import { rediagnose } from '../check/rediagnose.js';
import { parseSavedReport } from '../check/saved-report.js';
import type { Report } from '../report/schema.js';
import { UsageError } from '../report/usage.js';
import { emitFixes, emitReport } from './emit.js';
import { type OutputFlags, outputsFrom, requireOutputs } from './outputs.js';
import { redactorFor } from './redactor.js';
import { writeReportFile } from './report-file.js';

/** A report with the facts of many clients stays far below this. */
const MAX_REPORT_BYTES = 64 * 1024 * 1024;

/** The flags of `regdoctor report`. */
export interface ReportFlags extends OutputFlags {
  readonly verbose: boolean;
  readonly quiet?: boolean | undefined;
  readonly 'redact-hosts'?: boolean | undefined;
  readonly 'output-dir'?: string | undefined;
}

/** Reads a saved report, diagnoses it again and prints it; gives the exit code. */
export async function reportFromFile(path: string, flags: ReportFlags): Promise<number> {
  const outputs = outputsFrom(flags);
  await requireOutputs(outputs);
  const redactor = await redactorFor(flags);
  const report = rediagnose(await savedReport(path, 'report'));
  const shown = redactor.report(report);
  const exitCode = await emitReport(shown, outputs, flags);
  await emitFixes(report, flags['output-dir']);
  for (const file of outputs.files) process.stderr.write(`${await writeReportFile(file, [shown])}\n`);
  return exitCode;
}

/** The report in a file. What can't be read, or is no report, throws `UsageError` with `part` before it. */
export async function savedReport(path: string, part: string): Promise<Report> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) throw new UsageError(`${part}: ${path} is not a file that can be read`, part);
  if (found.size > MAX_REPORT_BYTES) throw new UsageError(`${part}: ${path} is larger than any report`, part);
  const parsed = parseSavedReport(await readFile(path, 'utf8'));
  if (!parsed.ok) throw new UsageError(`${part}: ${path}: ${parsed.message}`, part);
  return parsed.report;
}
