import { type Candidates, candidatesOf } from './candidates.js';
import { AFTER, BEFORE, type CandidateLine, LineJudge } from './line-judge.js';
import { LineTable } from './line-table.js';
import type { Match } from './match.js';
import type { Recogniser } from './recogniser.js';
import { nextTelling } from './word-finder.js';

/** Bytes gathered before they are looked at. */
const BUFFER_BYTES = 1024 * 1024;
/** Longer lines are looked at in pieces of so many bytes: a dozen of them must fit into the buffer. */
const PIECE_BYTES = 6 * 1024;
/** Lines for which a word about registries counts after the one it stands in: wrapped texts are indented. */
const ABOUT_LINES = 3;
const LINE_FEED = 10;
const SPACE = 32;

/** Reads a log of any size in bounded memory: one fixed buffer, one step a byte; only lines with telling words are looked at further. */
export class LogReader {
  readonly #candidates: Candidates;
  readonly #judge: LineJudge;
  readonly #table = new LineTable(BUFFER_BYTES);
  readonly #bits: Int32Array;
  #state: number;
  #scanned = 0;
  #pieceStart = 0;
  #hasWords = false;
  #line = 1;
  #sinceAbout = ABOUT_LINES;
  #waiting: CandidateLine[] = [];

  /** @param recognisers all there are. */
  constructor(recognisers: readonly Recogniser[]) {
    this.#candidates = candidatesOf(recognisers.filter(({ label }) => label !== 'not-a-registry-problem'));
    this.#judge = new LineJudge(recognisers, this.#table);
    this.#bits = new Int32Array(this.#candidates.size);
    this.#state = this.#candidates.finder.start;
  }

  /** Number of the line that is being read, as `grep -n` counts. */
  get line(): number {
    return this.#line;
  }

  /** Takes the next bytes, however the input was cut. */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      at += this.#table.fill(at === 0 ? chunk : chunk.subarray(at));
      if (this.#table.length === BUFFER_BYTES) this.#work();
    }
  }

  /** The causes, best first, each once. */
  end(): readonly Match[] {
    this.#scan();
    this.#endPiece(this.#table.length);
    this.#resolve(0);
    return this.#judge.matches();
  }

  #work(): void {
    this.#scan();
    this.#resolve(AFTER);
    const lines = Math.max(0, (this.#waiting[0]?.place ?? this.#table.count) - BEFORE);
    const bytes = this.#table.drop(lines, this.#pieceStart);
    this.#scanned -= bytes;
    this.#pieceStart -= bytes;
    this.#waiting = this.#waiting.map((each) => ({ ...each, place: each.place - lines }));
  }

  #scan(): void {
    const { finder } = this.#candidates;
    const { bytes, length } = this.#table;
    let state = this.#state;
    let at = this.#scanned;
    while (at < length) {
      const stop = Math.min(length, this.#pieceStart + PIECE_BYTES);
      at = nextTelling(finder, bytes, at, stop, state);
      state = finder.reached;
      if (state === finder.lineEnd) {
        this.#endPiece(at - 1);
        this.#pieceStart = at;
        if (bytes[at - 1] === LINE_FEED) this.#line += 1;
      } else if (state >= finder.firstTelling) {
        this.#candidates.add(this.#bits, state);
        this.#hasWords = true;
      }
      if (at - this.#pieceStart >= PIECE_BYTES) {
        this.#endPiece(at);
        this.#pieceStart = at;
      }
    }
    this.#state = state;
    this.#scanned = at;
  }

  /** A line, or a piece of one, has been read. */
  #endPiece(end: number): void {
    const start = this.#pieceStart;
    if (end <= start) return;
    const place = this.#table.add(start, end, this.#hasWords && this.#candidates.mayBeAbout(this.#bits));
    this.#sinceAbout += 1;
    if (!this.#hasWords) return;
    const bits = this.#bits;
    if (this.#candidates.isAbout(bits)) this.#sinceAbout = 0;
    const goesOn = this.#sinceAbout <= ABOUT_LINES && (this.#table.bytes[start] ?? 0) <= SPACE;
    const { signature, recognisers } = this.#candidates.recognisersOf(bits, goesOn);
    if (recognisers.length > 0) this.#waiting.push({ place, line: this.#line, recognisers, signature });
    bits.fill(0);
    this.#hasWords = false;
  }

  /** Looks at the lines after which there are so many. */
  #resolve(after: number): void {
    let done = 0;
    for (const each of this.#waiting) {
      if (each.place + after >= this.#table.count) break;
      this.#judge.look(each);
      done += 1;
    }
    this.#waiting.splice(0, done);
  }
}
