import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PROGRAM_PATH } from '../../conformance/rig/programs.js';
import type { Workshop } from '../support/workshop.js';

/** What a pod's `resources.limits` say. */
export interface Limits {
  /** Processors; 0.1 is `cpu: 100m`. */
  readonly cpus?: number;
  /** Without swap, as the kubelet sets it. */
  readonly memoryMiB?: number;
}

/** One run under limits. Times are in milliseconds. */
export interface LimitedRun {
  readonly code: number;
  readonly output: string;
  /** From the start of the command to its first line on either stream; null where it printed none. */
  readonly firstLineMs: number | null;
  /** From the start of the command to its end. */
  readonly allMs: number;
}

/** Longest run: a check ends within its own `--timeout`, a tenth of a processor makes the start long. */
const LONGEST_MS = 90_000;
/** Printed by the shell that becomes the command: what the runtime takes to make the container is not the command's. */
const MARK = '--- starting ---';

/** Runs a command in a fresh container of the image under limits, to its end, and watches when it prints. */
export async function runLimited(
  workshop: Workshop,
  image: string,
  command: readonly string[],
  { cpus, memoryMiB }: Limits,
  flags: readonly string[],
): Promise<LimitedRun> {
  const limits = [
    ...(cpus === undefined ? [] : ['--cpus', String(cpus)]),
    ...(memoryMiB === undefined ? [] : ['--memory', `${memoryMiB}m`, '--memory-swap', `${memoryMiB}m`]),
  ];
  const marked = ['sh', '-c', `echo '${MARK}' && exec "$@"`, 'sh', ...command];
  const run = spawn('podman', ['run', '--rm', ...limits, ...flags, image, ...marked], {
    env: { PATH: PROGRAM_PATH, ...workshop.environment },
    // conmon leaves a file named `oom` where it was started.
    cwd: workshop.directory,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => run.kill('SIGKILL'), LONGEST_MS);
  let output = '';
  let startedAt: number | null = null;
  let firstLineAt: number | null = null;
  const read = (chunk: Buffer) => {
    output += chunk;
    const [, after = ''] = output.split(`${MARK}\n`);
    if (output.includes(MARK)) startedAt ??= performance.now();
    if (after.includes('\n')) firstLineAt ??= performance.now();
  };
  run.stdout.on('data', read);
  run.stderr.on('data', read);
  const [code] = await once(run, 'close');
  clearTimeout(timer);
  if (startedAt === null) throw new Error(`the container did not start: ${output}`);
  const since = startedAt;
  return {
    code: code ?? -1,
    output: output.replace(`${MARK}\n`, ''),
    firstLineMs: firstLineAt === null ? null : firstLineAt - since,
    allMs: performance.now() - since,
  };
}
