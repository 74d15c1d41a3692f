/** A signal with a limit of its own, and what takes both away again. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Gives the timer and the listener back. */
  release(): void;
}

/** A signal that aborts with `outer`, or after `ms`. Unlike `AbortSignal.timeout` it keeps nothing alive once it is released: many checks share one process. */
export function timeLimit(outer: AbortSignal, ms: number): TimeLimit {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, ms);
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      outer.removeEventListener('abort', abort);
    },
  };
}
