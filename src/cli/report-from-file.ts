import { emitAllFixes, emitReports } from './emit.js';
import { type OutputFlags, outputsFrom, requireOutputs } from './outputs.js';
import { redactorFor } from './redactor.js';
import { writeReportFile } from './report-file.js';
import { diagnosedAgain, savedReports } from './saved-reports.js';

/** The flags of `regdoctor report`. */
export interface ReportFlags extends OutputFlags {
  readonly verbose: boolean;
  readonly quiet?: boolean | undefined;
  readonly 'redact-hosts'?: boolean | undefined;
  readonly 'output-dir'?: string | undefined;
}

/** Reads saved reports, diagnoses them again and prints them; gives the gravest exit code. Wrong files throw `UsageError`. */
export async function reportFromFile(path: string, flags: ReportFlags): Promise<number> {
  const outputs = outputsFrom(flags);
  await requireOutputs(outputs);
  const redactor = await redactorFor(flags);
  const saved = await savedReports(path, 'report');
  const reports = saved.map((report) => diagnosedAgain(report, path, 'report'));
  const shown = reports.map((report) => redactor.report(report));
  const exitCode = await emitReports(shown, outputs, flags);
  await emitAllFixes(reports, flags['output-dir'], flags.quiet === true, redactor.text);
  for (const file of outputs.files) process.stderr.write(`${redactor.text(await writeReportFile(file, shown))}\n`);
  return exitCode;
}
