import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type CommandOptions, type CommandResult, mustRun, runCommand } from './command.js';
import { PROGRAM_PATH } from './programs.js';

/** Added to a command's own limit before the rig kills nsenter from outside: `timeout` inside must win. */
const OUTER_TIMEOUT_MARGIN_MS = 10_000;
const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * A private network, mount and process namespace, held open by a `cat` that is its process 1. It has no name, so cases
 * side by side cannot collide; when this process ends in whatever way, the pipe closes, `cat` ends and the kernel ends all processes within.
 */
export class Namespace {
  readonly #holder: ChildProcess;
  /** Process 1 of the namespace, as seen from outside. */
  readonly pid: number;

  private constructor(holder: ChildProcess, pid: number) {
    this.#holder = holder;
    this.pid = pid;
  }

  /** Makes the namespace and runs `mountScript` (sh) in it before anything else; throws with its errors if that fails. */
  static async create(mountScript = ''): Promise<Namespace> {
    const script = [
      'set -e',
      'read -r pid rest </proc/self/stat',
      'mount -t proc proc /proc',
      mountScript,
      'ip link set lo up',
      'echo "$pid"',
      'exec cat >/dev/null',
    ].join('\n');
    const unshare = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
    const holder = spawn('unshare', [...unshare, 'sh', '-c', script], { env: { PATH: PROGRAM_PATH } });
    let errors = '';
    holder.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    for await (const line of createInterface({ input: holder.stdout })) return new Namespace(holder, Number(line));
    throw new Error(`no namespace could be made: ${errors}`);
  }

  /** The arguments of `nsenter` that put a command into this namespace. */
  enter(command: string, args: readonly string[]): string[] {
    return ['--target', String(this.pid), '--mount', '--net', '--pid', '--', command, ...args];
  }

  /** Runs a command inside. `cwd` is a path inside; after `timeoutMs` it is killed and the code is 124. */
  async run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
    const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const inside = ['-C', options.cwd ?? '/', 'timeout', '--kill-after=2', String(timeoutMs / 1000), command, ...args];
    return runCommand('nsenter', this.enter('env', inside), {
      ...(options.env === undefined ? {} : { env: options.env }),
      ...(options.input === undefined ? {} : { input: options.input }),
      timeoutMs: timeoutMs + OUTER_TIMEOUT_MARGIN_MS,
    });
  }

  /** Runs a command of the rig's own inside; throws unless it exits 0. */
  async mustRun(command: string, args: readonly string[], input?: string): Promise<string> {
    return mustRun('nsenter', this.enter(command, args), input === undefined ? {} : { input });
  }

  /** Starts a daemon inside; it ends with the namespace. */
  start(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    return spawn('nsenter', this.enter(command, args), {
      env: { PATH: PROGRAM_PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Where a path inside is reachable from outside (as root). */
  outside(path: string): string {
    return `/proc/${this.pid}/root${path}`;
  }

  /** Ends every process inside and with them the namespace. Safe to call twice. */
  async end(): Promise<void> {
    if (this.#holder.exitCode !== null || this.#holder.signalCode !== null) return;
    const ended = once(this.#holder, 'exit');
    this.#holder.kill('SIGKILL');
    await ended;
  }
}
