import type { Report } from '../report/schema.js';
import type { Outputs } from './outputs.js';
import { writeReportFile } from './report-file.js';
import { writeTerminationLog } from './termination-log.js';

/**
 * Writes the verdict where it outlives this process: the files asked for, and the termination log of a pod. Gives lines for standard error.
 * @param shown takes names out of lines, where `--redact-hosts` asks for it.
 */
export async function leaveBehind(
  report: Report,
  { files }: Outputs,
  shown: (line: string) => string = (line) => line,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const file of files) lines.push(shown(await writeReportFile(file, [report])));
  const [first] = files;
  await writeTerminationLog(report, whereAllOfItIs(report, first === undefined ? undefined : shown(first.path)));
  return lines;
}

/** A pod's log outlives its terminal, and the report is in it as it was printed. */
function whereAllOfItIs({ vantage: { kubernetes } }: Report, path: string | undefined): string {
  const pod = kubernetes?.pod ?? 'POD';
  const namespace = kubernetes?.namespace ? `-n ${kubernetes.namespace} ` : '';
  return `kubectl logs ${namespace}${pod}${path === undefined ? '' : `, and ${path} in the container`}`;
}
