/** How often this process looks at its clock, ms. */
const BEAT_MS = 50;
/** A beat that comes so much late (ms) has kept answers waiting. */
const LATE_MS = 300;
/** After a late beat, ms: what had come meanwhile is read by then. */
const CAUGHT_UP_MS = 200;

/**
 * Knows when this process was too busy, or kept from the processor, to see answers in time: timers that are overdue run before what has come is read, so
 * that silence may be seen where an answer lies waiting.
 */
export class LagMeter {
  readonly #timer: NodeJS.Timeout;
  #last = performance.now();
  #lateAt = Number.NEGATIVE_INFINITY;

  constructor() {
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
    this.#timer.unref();
  }

  /** True where this process has just come back late. */
  isLate(): boolean {
    this.#beat();
    return performance.now() - this.#lateAt <= CAUGHT_UP_MS;
  }

  /** Ends the beat. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    const now = performance.now();
    if (now - this.#last > BEAT_MS + LATE_MS) this.#lateAt = now;
    this.#last = now;
  }
}
