import { readFile, stat } from 'node:fs/promises';

/** The file in podman's `--tmpdir` that names it (podman pkg/util, GetRootlessPauseProcessPidPath). */
const PID_FILE = 'tmp/pause.pid';
const COMMAND = /^(?:\S*\/)?(?:podman|catatonit)\b/;

/**
 * Ends the process that a podman of a user leaves behind to hold its user namespace open: the one that a run in this scratch directory started, and no
 * other. Does nothing where there is none.
 */
export async function endPauseProcess(scratch: string): Promise<void> {
  const pid = Number((await readFile(`${scratch}/${PID_FILE}`, 'utf8').catch(() => '')).trim());
  if (!Number.isInteger(pid) || pid <= 1) return;
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
  const owner = (await stat(`/proc/${pid}`).catch(() => null))?.uid;
  if (!COMMAND.test(command) || owner !== process.getuid?.()) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
