import { lineShape } from './line-shape.js';

/** Bytes of the same line that are read with a piece of it, on each side. */
const OVERLAP_BYTES = 1024;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The part of a log that is at hand, as bytes, with where its lines are; lines that hold nothing are left out. */
export class LineTable {
  /** The bytes at hand; those from `length` on mean nothing. */
  readonly bytes: Buffer;
  /** How many bytes are at hand. */
  length = 0;
  /** How many lines are complete. */
  count = 0;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #marks: Uint8Array;

  /** @param capacity bytes that fit in. */
  constructor(capacity: number) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
    this.#starts = new Int32Array(capacity / 2 + 1);
    this.#ends = new Int32Array(capacity / 2 + 1);
    this.#marks = new Uint8Array(capacity / 2 + 1);
  }

  /** Adds as many bytes as fit; gives how many. */
  fill(chunk: Uint8Array): number {
    const part = chunk.subarray(0, this.bytes.length - this.length);
    this.bytes.set(part, this.length);
    this.length += part.length;
    return part.length;
  }

  /** Notes a line, or a piece of a long one; gives its place. @param isMarked what `isMarked` says of it. */
  add(start: number, end: number, isMarked: boolean): number {
    this.#starts[this.count] = start;
    this.#ends[this.count] = end;
    this.#marks[this.count] = isMarked ? 1 : 0;
    this.count += 1;
    return this.count - 1;
  }

  /** Drops the first lines and all bytes before what is kept; gives how many bytes. @param rest start of the line that is not complete. */
  drop(lines: number, rest: number): number {
    const from = lines < this.count ? (this.#starts[lines] ?? rest) : rest;
    this.bytes.copyWithin(0, from, this.length);
    this.length -= from;
    for (let place = lines; place < this.count; place += 1) {
      this.#starts[place - lines] = (this.#starts[place] ?? 0) - from;
      this.#ends[place - lines] = (this.#ends[place] ?? 0) - from;
      this.#marks[place - lines] = this.#marks[place] ?? 0;
    }
    this.count -= lines;
    return from;
  }

  /** Whether a line was marked as it was noted: it may be about registries. */
  isMarked(place: number): boolean {
    return this.#marks[place] === 1;
  }

  /** A line as text. */
  text(place: number): string {
    return this.bytes.toString('utf8', this.#starts[place], this.#ends[place]);
  }

  /** The same for lines that differ in numbers alone. */
  shape(place: number): number {
    return lineShape(this.bytes, this.#starts[place] ?? 0, this.#ends[place] ?? 0);
  }

  /** A line as text; where it is a piece of a longer one, with a little of that around it. */
  wideText(place: number): string {
    const { bytes } = this;
    const start = this.#starts[place] ?? 0;
    const end = this.#ends[place] ?? 0;
    let from = start;
    while (from > 0 && start - from < OVERLAP_BYTES && !isBreak(bytes[from - 1])) from -= 1;
    let to = end;
    while (to < this.length && to - end < OVERLAP_BYTES && !isBreak(bytes[to])) to += 1;
    return bytes.toString('utf8', from, to);
  }
}

function isBreak(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}
