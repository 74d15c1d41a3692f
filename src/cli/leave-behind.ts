import type { Report } from '../report/schema.js';
import type { Outputs } from './outputs.js';
import { writeReportFile } from './report-file.js';
import { writeTerminationLog } from './termination-log.js';

/** Writes the verdict where it outlives this process: the files asked for, and the termination log of a pod. Gives lines for standard error. */
export async function leaveBehind(report: Report, { files }: Outputs): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const file of files) lines.push(await writeReportFile(file, [report]));
  await writeTerminationLog(report, whereAllOfItIs(report, files[0]?.path));
  return lines;
}

/** A pod's log outlives its terminal, and the report is in it as it was printed. */
function whereAllOfItIs({ vantage: { kubernetes } }: Report, path: string | undefined): string {
  const pod = kubernetes?.pod ?? 'POD';
  const namespace = kubernetes?.namespace ? `-n ${kubernetes.namespace} ` : '';
  return `kubectl logs ${namespace}${pod}${path === undefined ? '' : `, and ${path} in the container`}`;
}
