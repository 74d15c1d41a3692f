/** Detail of facts whose probe was ended from outside before it could see anything. */
export const STOPPED = 'stopped';

/** One limit over one probe: its time is up, or the caller has lost interest. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #startedAt = performance.now();
  readonly #timer: NodeJS.Timeout;
  readonly #outer: readonly AbortSignal[];
  readonly #stop = () => this.#controller.abort();

  /** `ms` from now; each of `outer` ends it earlier. */
  constructor(ms: number, outer: readonly AbortSignal[]) {
    this.#outer = outer;
    this.#timer = setTimeout(this.#stop, ms);
    for (const signal of outer) {
      if (signal.aborted) this.#stop();
      else signal.addEventListener('abort', this.#stop, { once: true });
    }
  }

  /** Aborted when the time is up or the caller has stopped the probe. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** True where it was the caller and not the clock. */
  get stopped(): boolean {
    return this.#outer.some((signal) => signal.aborted);
  }

  /** Milliseconds since the probe began. */
  elapsedMs(): number {
    return Math.round(performance.now() - this.#startedAt);
  }

  /** Gives timer and listeners back; the signal stays as it is. */
  release(): void {
    clearTimeout(this.#timer);
    for (const signal of this.#outer) signal.removeEventListener('abort', this.#stop);
  }
}

/** Runs `action` when the signal aborts (at once if it has); returns what takes the listener away again. */
export function onAbort(signal: AbortSignal, action: () => void): () => void {
  if (signal.aborted) {
    action();
    return () => {};
  }
  signal.addEventListener('abort', action, { once: true });
  return () => signal.removeEventListener('abort', action);
}
