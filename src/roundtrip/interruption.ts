/** Signals by which somebody ends the run: Ctrl-C, the end of a pod, a terminal that went away. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Two stages: the first signal ends the work, and the removal begins; the second ends that too. */
export interface Interruption {
  readonly first: AbortSignal;
  readonly second: AbortSignal;
  /** Stops watching. */
  dispose(): void;
}

/** Watches the signals of this process. @param onFirst once. @param onSecond once: it should not come back; a terminal that goes away is no second signal. */
export function watchSignals(onFirst: () => void, onSecond: () => void): Interruption {
  const first = new AbortController();
  const second = new AbortController();
  const handle = (signal: NodeJS.Signals): void => {
    if (!first.signal.aborted) {
      first.abort();
      onFirst();
      // A terminal that is closed says so twice: its shell does, and the kernel.
    } else if (signal !== 'SIGHUP' && !second.signal.aborted) {
      second.abort();
      onSecond();
    }
  };
  for (const signal of SIGNALS) process.on(signal, handle);
  return {
    first: first.signal,
    second: second.signal,
    dispose: () => {
      for (const signal of SIGNALS) process.off(signal, handle);
    },
  };
}
