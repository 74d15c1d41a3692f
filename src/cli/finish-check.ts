import type { CheckResult } from '../check/check.js';
import type { Report } from '../report/schema.js';
import type { CheckFlags } from './check-from-flags.js';
import { clientEnvironment } from './client-environment.js';
import { emitFixes, emitReport } from './emit.js';
import { interruption } from './interrupt.js';
import { leaveBehind } from './leave-behind.js';
import type { Outputs } from './outputs.js';
import { redactorFor } from './redactor.js';
import { terminalOptions } from './terminal.js';
import { toldLines } from './told-lines.js';

const SECOND_MS = 1000;

/** What comes after the diagnosis: storage, the real programs, the report in its forms and places. Gives the exit code. */
export async function finishCheck(
  result: CheckResult,
  reference: string,
  flags: CheckFlags,
  outputs: Outputs,
): Promise<number> {
  const interrupted = interruption();
  const redactor = await redactorFor(flags);
  const emit = (report: Report): Promise<number> => emitReport(redactor.report(report), outputs, flags);
  const leave = (report: Report): Promise<readonly string[]> =>
    leaveBehind(redactor.report(report), outputs, redactor.text);
  const finish = async (report: Report, show: (report: Report) => Promise<number>): Promise<number> => {
    const left = await leave(report);
    const exitCode = await show(report);
    await emitFixes(report, flags['output-dir'], flags.quiet, redactor.text);
    for (const line of toldLines(left, flags.quiet === true)) process.stderr.write(`${line}\n`);
    return exitCode;
  };
  // Ctrl-C asks for what is known, and for nothing more to begin.
  if (interrupted.aborted) return finish(result.report, emit);
  // What is known by now is kept first: storage and real programs take their time, and a terminal may be lost meanwhile.
  if (flags.storage === true || flags.prove === true) await leave(result.report);
  const folded = flags.storage === true ? await withStorage(result, flags, interrupted) : result;
  if (flags.prove !== true) return finish(folded.report, emit);
  const { proveFromFlags } = await import('./prove-from-flags.js');
  if (outputs.screen !== 'text' || flags.quiet === true)
    return finish(await proveFromFlags(folded, reference, flags), emit);
  // People read the verdict while the programs run.
  await emit(folded.report);
  const options = terminalOptions(process.stdout, process.env, flags.verbose);
  const { renderReal } = await import('../report/text/render-real.js');
  return finish(await proveFromFlags(folded, reference, flags), async (report) => {
    process.stdout.write(renderReal(redactor.report(report), options));
    return report.exitCode;
  });
}

/** The same with the storage of this machine looked at. */
async function withStorage(result: CheckResult, flags: CheckFlags, interrupted: AbortSignal): Promise<CheckResult> {
  const { foldStorage } = await import('../check/fold-storage.js');
  const report = await foldStorage(result.report, {
    strict: flags.strict,
    environment: clientEnvironment(process.env),
    signal: AbortSignal.any([interrupted, AbortSignal.timeout(flags.timeout * SECOND_MS)]),
  });
  return { ...result, report };
}
