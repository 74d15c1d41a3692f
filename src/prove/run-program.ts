import { cleanText } from '../text/clean.js';

/** A program to run as it stands: no shell, nothing on its standard input. */
export interface ProgramCall {
  readonly program: string;
  readonly parameters: readonly string[];
  /** Added to this process's environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Longest time it may take, milliseconds. */
  readonly timeoutMs: number;
  /** Ends it early (Ctrl-C). */
  readonly signal: AbortSignal;
  /** Each line as it is printed, cleaned, with milliseconds since the start. */
  readonly onLine?: (line: string, ms: number) => void;
}

/** How a program ended. Its output is cleaned and bounded. */
export interface ProgramEnd {
  /** null: it was ended by a signal, or never started. */
  readonly exitCode: number | null;
  readonly ms: number;
  readonly ended: 'by itself' | 'time limit' | 'interrupted' | 'not started';
  /** Standard output and standard error as they came. */
  readonly output: string;
}

/** A client prints more than this only when it is asked for all it does; the end matters, and the beginning is cut. Bytes. */
const MAX_OUTPUT_BYTES = 1_048_576;
/** A program that does not end when asked to is ended after this time, milliseconds. */
const FORCE_AFTER_MS = 2000;
/** Longest line that is read as one. */
const MAX_LINE_CHARACTERS = 4000;

/** Runs a real program through execa, with a time limit. Never throws for what the program does. */
export async function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  const { execa } = await import('execa');
  const started = performance.now();
  const since = (): number => Math.round(performance.now() - started);
  const running = execa(call.program, [...call.parameters], {
    env: { ...call.environment },
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    timeout: call.timeoutMs,
    cancelSignal: call.signal,
    forceKillAfterDelay: FORCE_AFTER_MS,
    cleanup: true,
  });
  let output = '';
  let bytes = 0;
  const lines: string[] = [];
  for await (const raw of running.iterable({ from: 'all' })) {
    const line = cleanText(String(raw), MAX_LINE_CHARACTERS);
    call.onLine?.(line, since());
    lines.push(line);
    bytes += line.length + 1;
    while (bytes > MAX_OUTPUT_BYTES && lines.length > 1) bytes -= (lines.shift()?.length ?? 0) + 1;
  }
  output = lines.join('\n');
  const result = await running;
  const ended = result.timedOut
    ? 'time limit'
    : result.isCanceled
      ? 'interrupted'
      : result.exitCode === undefined && result.signal === undefined
        ? 'not started'
        : 'by itself';
  return { exitCode: result.exitCode ?? null, ms: since(), ended, output };
}
