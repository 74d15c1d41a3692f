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
export async function emitReport(report: Report, { screen }: Outputs, flags: EmitFlags): Promise<number> {
  if (flags.quiet === true && screen === 'text') process.stdout.write(`${lastLine(report)}\n`);
  else {
    const render = await FORMS[screen].load();
    const text = terminalOptions(process.stdout, process.env, flags.verbose);
    process.stdout.write(render([report], { text, isFile: false }));
  }
  return report.exitCode;
}

/** Writes the files of the fixes where `--output-dir` says, and says so on standard error. */
export async function emitFixes(report: Report, directory: string | undefined): Promise<void> {
  if (directory === undefined) return;
  for (const line of await writeFixes(report, directory)) process.stderr.write(`${line}\n`);
}
