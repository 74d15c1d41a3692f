import type { CheckResult } from '../check/check.js';
import { foldStorage } from '../check/fold-storage.js';
import type { CheckFlags } from './check-from-flags.js';
import { emitReport } from './emit.js';
import { leaveBehind } from './leave-behind.js';
import { proveFromFlags } from './prove-from-flags.js';

/** What comes after the diagnosis: storage, the real programs, the report in its forms and places. Gives the exit code. */
export async function finishCheck(result: CheckResult, flags: CheckFlags): Promise<number> {
  const folded = flags.storage === true ? { ...result, report: await foldStorage(result.report) } : result;
  const report = flags.prove === true ? await proveFromFlags(folded, flags) : folded.report;
  const exitCode = await emitReport(report, flags);
  for (const line of await leaveBehind(report, flags)) process.stderr.write(`${line}\n`);
  return exitCode;
}
