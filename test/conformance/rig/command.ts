import { execa } from 'execa';
import { PROGRAM_PATH } from './programs.js';

/** Default limit of one command: the longest wait of a real client in the facts (podman, all dropped: 483 s) is asked for explicitly. */
const COMMAND_TIMEOUT_MS = 60_000;
/** What a command may print before the rest is dropped: a client's debug log of a long retry fits. */
const OUTPUT_LIMIT_CHARACTERS = 4_000_000;

/** How a command ended. `code` is 124 when `timeoutMs` ran out, and -1 when it died by a signal. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Wall-clock milliseconds from start to end. */
  readonly ms: number;
}

/** Options of a command. `env` is the whole environment beside PATH: nothing is inherited. */
export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  readonly input?: string;
}

/** Runs one command to its end; a failing command is a result, only one that cannot be started throws. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const started = performance.now();
  const result = await execa(command, args, {
    reject: false,
    extendEnv: false,
    env: { PATH: PROGRAM_PATH, ...options.env },
    timeout: options.timeoutMs ?? COMMAND_TIMEOUT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: OUTPUT_LIMIT_CHARACTERS,
    input: options.input ?? '',
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const ms = performance.now() - started;
  if (result.exitCode === undefined && result.signal === undefined && !result.timedOut)
    throw new Error(`${command} could not be started: ${result.shortMessage}`);
  const code = result.timedOut ? 124 : (result.exitCode ?? -1);
  return { code, stdout: result.stdout, stderr: result.stderr, ms };
}

/** Runs a command that the rig itself needs; throws with what it printed unless it exits 0. Gives its stdout. */
export async function mustRun(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await runCommand(command, args, options);
  if (result.code !== 0)
    throw new Error(`${command} ${args.join(' ')} exited ${result.code}: ${result.stderr || result.stdout}`);
  return result.stdout;
}
