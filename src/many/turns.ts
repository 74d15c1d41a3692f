/** Places of which so many can be taken at once; who comes later waits in order. */
export class Turns {
  #free: number;
  readonly #waiting: (() => void)[] = [];
  #next = 0;

  constructor(places: number) {
    this.#free = places;
  }

  /** Waits for a place. */
  async take(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((go) => this.#waiting.push(go));
  }

  /** Gives a place back: to who waits longest, where somebody does. */
  give(): void {
    const go = this.#waiting[this.#next];
    if (go === undefined || this.#free < 0) {
      this.#free += 1;
      return;
    }
    this.#next += 1;
    go();
    this.#tidy();
  }

  /** More places from now on. */
  widen(by: number): void {
    for (let more = 0; more < by; more += 1) this.give();
  }

  #tidy(): void {
    if (this.#next < this.#waiting.length) return;
    this.#waiting.length = 0;
    this.#next = 0;
  }
}
