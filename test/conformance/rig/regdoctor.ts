import { join } from 'node:path';
import type { CaseHost } from './case-host.js';
import { type CommandOptions, type CommandResult, runCommand } from './command.js';

/** Below the directory that all cases share: the program as it was when the run began. */
export const PROGRAM_DIRECTORY = 'regdoctor';

/** regdoctor ends by itself within its `--timeout` (15 s unless told); this only stops one that broke that promise. */
const REGDOCTOR_TIMEOUT_MS = 60_000;

const entry = (shared: string) => join(shared, PROGRAM_DIRECTORY, 'bin/run.js');

/** The built regdoctor as a user runs it, on the machine and in the network of the case. */
export async function regdoctor(
  rig: { readonly host: CaseHost; readonly shared: string },
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const command = [entry(rig.shared), ...args];
  return rig.host.run(process.execPath, command, { timeoutMs: REGDOCTOR_TIMEOUT_MS, ...options });
}

/** The same on the test's own machine, where there is no network at all. */
export async function regdoctorOffline(
  rig: { readonly shared: string },
  args: readonly string[],
): Promise<CommandResult> {
  return runCommand('unshare', ['--net', process.execPath, entry(rig.shared), ...args]);
}
