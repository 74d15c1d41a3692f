import { setTimeout as sleep } from 'node:timers/promises';
import { LineSplitter } from './line-splitter.js';
import { programEnvironment } from './program-environment.js';

/** A program to run as it stands: no shell, nothing on its standard input. */
export interface ProgramCall {
  readonly program: string;
  readonly parameters: readonly string[];
  /** Added to this process's environment, which is handed on without REGDOCTOR_CREDS. */
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
  /** Standard output and standard error as they came; why it was not started. */
  readonly output: string;
}

/** A client prints more than this only when it is asked for all it does; the end matters, and the beginning is cut. Characters. */
const MAX_OUTPUT_CHARACTERS = 1_048_576;
/** A program that does not end when asked to is ended after this time, milliseconds. */
const FORCE_AFTER_MS = 2000;
/** A process that a program leaves behind may hold its output open: so long after the program's end it is not waited for. Milliseconds. */
const OUTPUT_AFTER_END_MS = 500;

/** Runs a real program through execa, with a time limit. Never throws for what the program does. */
export async function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  const { execa } = await import('execa');
  const started = performance.now();
  const since = (): number => Math.round(performance.now() - started);
  if (call.signal.aborted) return { exitCode: null, ms: 0, ended: 'interrupted', output: '' };
  const running = execa(call.program, [...call.parameters], {
    env: programEnvironment(process.env, call.environment),
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    timeout: call.timeoutMs,
    cancelSignal: call.signal,
    forceKillAfterDelay: FORCE_AFTER_MS,
    cleanup: true,
  });
  const output = new BoundedLines();
  const splitter = new LineSplitter();
  const take = (lines: readonly string[]): void => {
    for (const line of lines) {
      output.add(line);
      call.onLine?.(line, since());
    }
  };
  running.all.on('data', (piece: Uint8Array) => take(splitter.take(piece)));
  running.nodeChildProcess.once('exit', () => {
    void sleep(OUTPUT_AFTER_END_MS, null, { ref: false }).then(() => {
      running.stdout.destroy();
      running.stderr.destroy();
    });
  });
  const result = await running;
  const ms = since();
  take(splitter.end());
  const wasStarted = result.exitCode !== undefined || result.signal !== undefined;
  if (!wasStarted && !result.timedOut && !result.isCanceled) output.add(result.originalMessage ?? 'not started');
  const ended = result.isCanceled
    ? 'interrupted'
    : result.timedOut
      ? 'time limit'
      : wasStarted
        ? 'by itself'
        : 'not started';
  return { exitCode: result.exitCode ?? null, ms, ended, output: output.text() };
}

/** The last lines of an output. */
class BoundedLines {
  #lines: string[] = [];
  #characters = 0;

  add(line: string): void {
    this.#lines.push(line);
    this.#characters += line.length + 1;
    // Twice as much before it is cut: a cut for each line would cost more than the lines.
    if (this.#characters > 2 * MAX_OUTPUT_CHARACTERS) this.#cut();
  }

  text(): string {
    this.#cut();
    return this.#lines.join('\n');
  }

  #cut(): void {
    let from = 0;
    while (this.#characters > MAX_OUTPUT_CHARACTERS) this.#characters -= (this.#lines[from++]?.length ?? 0) + 1;
    this.#lines = this.#lines.slice(from);
  }
}
