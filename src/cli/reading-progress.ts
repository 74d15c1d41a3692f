/** Time between two lines of progress, ms. */
const EVERY_MS = 500;
const CLEAR_LINE = '\r\x1b[K';
const MEGABYTE = 1e6;
const SECOND_MS = 1000;

/** Shows how far reading has come, on a terminal only. */
export class ReadingProgress {
  readonly #stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;
  readonly #total: number | null;
  readonly #now: () => number;
  readonly #startedAt: number;
  #bytes = 0;
  #shownAt: number;
  #isShown = false;

  /** @param total bytes there are, null where nobody knows. @param now clock, ms. */
  constructor(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>, total: number | null, now: () => number = Date.now) {
    this.#stream = stream;
    this.#total = total;
    this.#now = now;
    this.#startedAt = now();
    this.#shownAt = this.#startedAt;
  }

  /** So many bytes more were read. @param line number of the line that is being read. */
  read(bytes: number, line: number): void {
    this.#bytes += bytes;
    const now = this.#now();
    if (this.#stream.isTTY !== true || now - this.#shownAt < EVERY_MS) return;
    this.#shownAt = now;
    this.#isShown = true;
    const of = this.#total === null ? '' : ` of ${megabytes(this.#total)}`;
    const rate = this.#bytes / MEGABYTE / ((now - this.#startedAt) / SECOND_MS);
    this.#stream.write(`${CLEAR_LINE}read ${megabytes(this.#bytes)}${of} MB, line ${line}, ${rate.toFixed(0)} MB/s`);
  }

  /** Takes the line away. */
  stop(): void {
    if (this.#isShown) this.#stream.write(CLEAR_LINE);
    this.#isShown = false;
  }
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(0);
}
