import type { Report } from '../report/schema.js';
import { renderText } from '../report/text/render.js';
import { terminalOptions } from './terminal.js';
import { writeFixes } from './write-fixes.js';

/** Prints a report in the form asked for and gives its exit code, which the form never changes. */
export async function emitReport(
  report: Report,
  flags: { readonly json: boolean; readonly verbose: boolean; readonly 'output-dir'?: string | undefined },
): Promise<number> {
  if (flags.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else process.stdout.write(renderText(report, terminalOptions(process.stdout, process.env, flags.verbose)));
  if (flags['output-dir'] !== undefined) {
    for (const line of await writeFixes(report, flags['output-dir'])) process.stderr.write(`${line}\n`);
  }
  return report.exitCode;
}
