import type { Report } from '../report/schema.js';
import type { CheckFlags } from './check-from-flags.js';
import { writeReportFile } from './report-file.js';
import { writeTerminationLog } from './termination-log.js';

/** Writes the verdict where it outlives this process: `--report-file`, and the termination log of a pod. Gives lines for standard error. */
export async function leaveBehind(
  report: Report,
  flags: Pick<CheckFlags, 'report-file' | 'json'>,
): Promise<readonly string[]> {
  const path = flags['report-file'];
  const lines = path === undefined ? [] : [await writeReportFile(path, report)];
  await writeTerminationLog(report, whereAllOfItIs(report, path));
  return lines;
}

/** A pod's log outlives its terminal, and the report is in it as it was printed. */
function whereAllOfItIs({ vantage: { kubernetes } }: Report, path: string | undefined): string {
  const pod = kubernetes?.pod ?? 'POD';
  const namespace = kubernetes?.namespace ? `-n ${kubernetes.namespace} ` : '';
  return `kubectl logs ${namespace}${pod}${path === undefined ? '' : `, and ${path} in the container`}`;
}
