import { isScreen } from './terminal.js';

/** Time between two looks at the clock, milliseconds. */
const EVERY_MS = 250;
const SECOND_MS = 1000;
/** Longest address shown while waiting, characters. */
const MAX_REQUEST_CHARACTERS = 60;

/** Shows what the real programs are doing. */
export interface ProveProgress {
  onProgress(client: string, now: { readonly request: string | null } | 'ended'): void;
  stop(): void;
}

/** How to show it. */
export interface ProveProgressOptions {
  readonly stream: NodeJS.WriteStream;
  /** False: nothing is shown. */
  readonly enabled: boolean;
  /** The time limit of each program, milliseconds. */
  readonly timeoutMs: number;
  /** Clock, milliseconds. */
  readonly now?: () => number;
}

/** Live lines on a terminal, one plain line per program elsewhere; nothing on standard output, ever. */
export function proveProgress({ stream, enabled, timeoutMs, now = Date.now }: ProveProgressOptions): ProveProgress {
  const started = now();
  const running = new Map<string, string | null>();
  const ended: string[] = [];
  let spinner: { text: string; stop(): unknown } | null = null;
  let isStopped = false;
  const isLive = enabled && isScreen(stream);
  const limit = Math.round(timeoutMs / SECOND_MS);
  const text = (): string => {
    const seconds = Math.round((now() - started) / SECOND_MS);
    return [...running]
      .map(([client, request]) => `${client} for real, ${seconds} s of at most ${limit} s: ${asked(request)}`)
      .concat(ended.map((client) => `${client} has ended`))
      .join('\n  ');
  };
  const timer = isLive
    ? setInterval(() => {
        if (spinner !== null) spinner.text = text();
      }, EVERY_MS)
    : undefined;
  timer?.unref();
  const start = async (): Promise<void> => {
    const { default: ora } = await import('ora');
    if (!isStopped) spinner = ora({ stream, isEnabled: true, text: text(), discardStdin: false }).start();
  };
  return {
    onProgress(client, what) {
      if (!enabled) return;
      const isFirst = running.size === 0 && ended.length === 0;
      if (what === 'ended') {
        running.delete(client);
        ended.push(client);
      } else {
        if (!isLive && !running.has(client)) stream.write(`running ${client} for real, for at most ${limit} s\n`);
        running.set(client, what.request);
      }
      if (isLive && isFirst) void start();
      if (spinner !== null) spinner.text = text();
    },
    stop() {
      isStopped = true;
      clearInterval(timer);
      spinner?.stop();
    },
  };
}

function asked(request: string | null): string {
  if (request === null) return 'nothing asked yet';
  return request.length <= MAX_REQUEST_CHARACTERS ? request : `${request.slice(0, MAX_REQUEST_CHARACTERS)}...`;
}
