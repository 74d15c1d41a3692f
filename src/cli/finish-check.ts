import type { CheckResult } from '../check/check.js';
import { foldStorage } from '../check/fold-storage.js';
import type { Report } from '../report/schema.js';
import { renderReal } from '../report/text/render-real.js';
import type { CheckFlags } from './check-from-flags.js';
import { clientEnvironment } from './client-environment.js';
import { emitReport } from './emit.js';
import { interruption } from './interrupt.js';
import { leaveBehind } from './leave-behind.js';
import { proveFromFlags } from './prove-from-flags.js';
import { terminalOptions } from './terminal.js';

const SECOND_MS = 1000;

/** What comes after the diagnosis: storage, the real programs, the report in its forms and places. Gives the exit code. */
export async function finishCheck(result: CheckResult, reference: string, flags: CheckFlags): Promise<number> {
  const interrupted = interruption();
  // Ctrl-C asks for what is known, and for nothing more to begin.
  if (interrupted.aborted) return finish(result.report, flags, (report) => emitReport(report, flags));
  // What is known by now is kept first: storage and real programs take their time, and a terminal may be lost meanwhile.
  if (flags.storage === true || flags.prove === true) await leaveBehind(result.report, flags);
  const folded =
    flags.storage === true
      ? {
          ...result,
          report: await foldStorage(result.report, {
            strict: flags.strict,
            environment: clientEnvironment(process.env),
            signal: AbortSignal.any([interrupted, AbortSignal.timeout(flags.timeout * SECOND_MS)]),
          }),
        }
      : result;
  if (flags.prove !== true) return finish(folded.report, flags, (report) => emitReport(report, flags));
  if (flags.json)
    return finish(await proveFromFlags(folded, reference, flags), flags, (report) => emitReport(report, flags));
  // People read the verdict while the programs run.
  await emitReport(folded.report, flags);
  const options = terminalOptions(process.stdout, process.env, flags.verbose);
  return finish(await proveFromFlags(folded, reference, flags), flags, async (report) => {
    process.stdout.write(renderReal(report, options));
    return report.exitCode;
  });
}

async function finish(report: Report, flags: CheckFlags, emit: (report: Report) => Promise<number>): Promise<number> {
  const left = await leaveBehind(report, flags);
  const exitCode = await emit(report);
  for (const line of left) process.stderr.write(`${line}\n`);
  return exitCode;
}
