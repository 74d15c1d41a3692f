import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import type { Report } from '../report/schema.js';
import { terminationMessage } from '../report/termination.js';

/** Where Kubernetes mounts the file whose text becomes the container's termination message, unless the pod names another. */
const TERMINATION_LOG = '/dev/termination-log';

/**
 * Writes the verdict into the file that Kubernetes keeps when the container has ended. Only where that file is there already: it is never made. Never throws.
 * @param path elsewhere only in tests.
 */
export async function writeTerminationLog(
  report: Report,
  whole: string,
  path: string = TERMINATION_LOG,
): Promise<void> {
  try {
    if (!(await lstat(path)).isFile()) return;
    const file = await open(path, constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      await file.writeFile(terminationMessage(report, whole));
    } finally {
      await file.close();
    }
  } catch {
    // Not in Kubernetes, or not ours to write: the report is on the terminal.
  }
}
