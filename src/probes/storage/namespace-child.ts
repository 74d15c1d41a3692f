/** A shell in new namespaces takes milliseconds; on a tenth of a processor all its steps take seconds. */
const CHILD_MS = 15_000;
/** The script prints a few lines; what a program prints beyond that is not read. */
const MAX_OUTPUT_CHARACTERS = 65_536;

/** How a shell in new namespaces ended. */
export interface ChildEnd {
  /** null: ended by a signal, the time limit, or never started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ended: 'by itself' | 'time limit' | 'interrupted' | 'not started';
}

/** A call of `unshare`, what to do with its process once it prints `ready`, and what ends it early. */
export interface ChildCall {
  readonly parameters: readonly string[];
  /** Gives true where the shell may go on. Left out: nothing is waited for. */
  readonly whenReady?: (pid: number) => Promise<boolean>;
  readonly signal: AbortSignal;
}

/** Runs `unshare` with a process group of its own, which ends as a whole: at its end, at the time limit, at Ctrl-C. Never throws. */
export async function runInNamespaces({ parameters, whenReady, signal }: ChildCall): Promise<ChildEnd> {
  const { execa } = await import('execa');
  if (signal.aborted) return { code: null, stdout: '', stderr: '', ended: 'interrupted' };
  const child = execa('unshare', [...parameters], {
    stdin: 'pipe',
    buffer: false,
    reject: false,
    detached: true,
    env: { LC_ALL: 'C', PATH: `${process.env['PATH'] || '/usr/bin:/bin'}:${SYSTEM_PROGRAMS}` },
  });
  const stdout = gather(child.stdout);
  const stderr = gather(child.stderr);
  // A child that is gone already reads nothing.
  child.stdin?.on('error', () => undefined);
  const stop = (): void => endGroup(child.pid);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, CHILD_MS);
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (whenReady !== undefined && (await stdout.line()) && child.pid !== undefined) {
      const goOn = await whenReady(child.pid);
      if (goOn) child.stdin?.end('go\n');
      else stop();
    } else child.stdin?.end();
    const result = await child;
    const ended = signal.aborted
      ? 'interrupted'
      : late
        ? 'time limit'
        : result.exitCode === undefined && result.signal === undefined
          ? 'not started'
          : 'by itself';
    return { code: result.exitCode ?? null, stdout: stdout.text(), stderr: stderr.text(), ended };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Where pivot_root, mount and mknod are, which the PATH of a plain user leaves out on Debian. */
const SYSTEM_PROGRAMS = '/usr/local/sbin:/usr/sbin:/sbin';

/** What a stream says, bounded; `line` waits for the end of its first line and gives false where the stream ends before. */
function gather(stream: NodeJS.ReadableStream | null): { text(): string; line(): Promise<boolean> } {
  let text = '';
  const begun = new Promise<boolean>((resolve) => {
    stream?.on('data', (chunk: unknown) => {
      text = `${text}${String(chunk)}`.slice(0, MAX_OUTPUT_CHARACTERS);
      if (text.includes('\n')) resolve(true);
    });
    stream?.once('close', () => resolve(false));
    if (stream === null) resolve(false);
  });
  return { text: () => text, line: () => begun };
}

/** Ends every process of the group; one that is gone is no error. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {}
}
