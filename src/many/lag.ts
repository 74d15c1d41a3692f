/** How often this process looks at its clock, ms. */
const BEAT_MS = 50;
/** A beat that comes so much late (ms) has kept answers waiting: what looked like silence meanwhile may have been this process. */
const LATE_MS = 400;
/** Late beats that are remembered. */
const MOST_REMEMBERED = 100;

/** Knows when this process itself was too busy, or kept from the processor, to see answers in time. */
export class LagMeter {
  readonly #timer: NodeJS.Timeout;
  #late: number[] = [];
  #last = performance.now();

  constructor() {
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
    this.#timer.unref();
  }

  /** True where this process was late after that moment (`performance.now()`, ms). */
  wasLateSince(moment: number): boolean {
    this.#beat();
    return this.#late.some((at) => at >= moment);
  }

  /** Ends the beat. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    const now = performance.now();
    if (now - this.#last > BEAT_MS + LATE_MS) this.#late = [...this.#late, now].slice(-MOST_REMEMBERED);
    this.#last = now;
  }
}
