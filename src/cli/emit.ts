import { join } from 'node:path';
import { gravestExitCode } from '../report/exit-code.js';
import { FORMS } from '../report/forms.js';
import { lastLine } from '../report/last-line.js';
import type { Report } from '../report/schema.js';
import type { Outputs } from './outputs.js';
import { terminalOptions } from './terminal.js';
import { writeFixes } from './write-fixes.js';

/** What is shown of a report, and where its fixes' files go. */
export interface EmitFlags {
  readonly verbose: boolean;
  readonly quiet?: boolean | undefined;
  readonly 'output-dir'?: string | undefined;
}

/** Prints a report in the form asked for and gives its exit code, which the form never changes. */
export async function emitReport(report: Report, outputs: Outputs, flags: EmitFlags): Promise<number> {
  return emitReports([report], outputs, flags);
}

/** The same for all reports of a run, never none; gives the gravest of their exit codes. */
export async function emitReports(reports: readonly Report[], { screen }: Outputs, flags: EmitFlags): Promise<number> {
  if (flags.quiet === true && screen === 'text')
    for (const report of reports) {
      const about = reports.length === 1 ? '' : `${report.reference.input}: `;
      process.stdout.write(`${about}${lastLine(report)}\n`);
    }
  else {
    const render = await FORMS[screen].load();
    const text = terminalOptions(process.stdout, process.env, flags.verbose);
    process.stdout.write(render(reports, { text, isFile: false }));
  }
  return gravestExitCode(reports.map(({ exitCode }) => exitCode));
}

/** Writes the files of the fixes where `--output-dir` says, and says so on standard error unless nobody wants to know. */
export async function emitFixes(
  report: Report,
  directory: string | undefined,
  isQuiet = false,
  shown: (line: string) => string = (line) => line,
): Promise<void> {
  if (directory === undefined) return;
  const lines = await writeFixes(report, directory);
  if (!isQuiet) for (const line of lines) process.stderr.write(`${shown(line)}\n`);
}

/** The same for all reports of a run: where there are several, each gets a directory of its own, `DIR/1`, `DIR/2`… */
export async function emitAllFixes(
  reports: readonly Report[],
  directory: string | undefined,
  isQuiet = false,
  shown: (line: string) => string = (line) => line,
): Promise<void> {
  for (const [index, report] of reports.entries())
    await emitFixes(
      report,
      directory === undefined || reports.length === 1 ? directory : join(directory, String(index + 1)),
      isQuiet,
      shown,
    );
}
