import type { Fact } from '../facts/facts.js';
import { type FactKey, keyId } from '../facts/keys.js';
import { type WaitingProbe, type WaitLimits, waitingLine, waitingLines } from './progress-lines.js';
import { isScreen } from './terminal.js';

/** Shows what a check waits for. */
export interface Progress {
  onProbe(event: { readonly key: FactKey; readonly fact: Fact | null }): void;
  stop(): void;
}

/** How to show it. */
export interface ProgressOptions {
  readonly stream: NodeJS.WriteStream;
  /** False: nothing is shown. */
  readonly enabled: boolean;
  /** Longest time of one probe, and of the whole check, milliseconds; left out: limits are not told. */
  readonly stepMs?: number;
  readonly totalMs?: number;
}

/** A check that ends within this time (ms) shows no progress at all. */
const QUIET_MS = 400;
/** Between two looks at the clock, ms: seconds are shown, and nobody reads faster. */
const EVERY_MS = 500;
/** Between two pictures of the spinner, ms: it says that something lives, no more. */
const SPIN_MS = 250;

/** Live lines on a terminal, one plain line for what is slow elsewhere; nothing on stdout, ever. Lines are gone when it stops. */
export function progress({ stream, enabled, stepMs, totalMs }: ProgressOptions): Progress {
  const waiting = new Map<string, WaitingProbe>();
  const limits: WaitLimits = {
    ...(stepMs === undefined ? {} : { stepMs }),
    ...(totalMs === undefined ? {} : { untilMs: Date.now() + totalMs }),
  };
  let spinner: { text: string; stop(): unknown } | null = null;
  let isStopped = false;
  let clock: NodeJS.Timeout | undefined;
  const text = (): string => waitingLines([...waiting.values()], Date.now(), limits).join('\n  ') || 'thinking';
  const start = async (): Promise<void> => {
    const { default: ora } = await import('ora');
    if (isStopped) return;
    spinner = ora({ stream, isEnabled: true, text: text(), interval: SPIN_MS, discardStdin: false }).start();
    clock = setInterval(() => {
      if (spinner !== null) spinner.text = text();
    }, EVERY_MS);
    clock.unref();
  };
  const timer = setTimeout(() => {
    if (!enabled || waiting.size === 0) return;
    if (isScreen(stream)) start().catch(() => undefined);
    else stream.write(`${waitingLine([...waiting.values()])}\n`);
  }, QUIET_MS);
  timer.unref();
  return {
    onProbe({ key, fact }) {
      if (fact === null) waiting.set(keyId(key), { key, sinceMs: Date.now() });
      else waiting.delete(keyId(key));
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      clearInterval(clock);
      spinner?.stop();
      spinner = null;
    },
  };
}
