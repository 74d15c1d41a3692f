import { type Candidates, candidatesOf } from './candidates.js';
import { judgeLines, type Located, matchesOf } from './explain.js';
import type { Match } from './match.js';
import type { Recogniser } from './recogniser.js';

/** Input up to this size (bytes) is read as one piece, with its lines' surroundings; more is a log, of which only lines that may matter are looked at. */
const WHOLE_BYTES = 256 * 1024;
const WHOLE_LINES = 2000;
/** Lines before and after that are looked at with one that matters. */
const BEFORE = 6;
const AFTER = 5;
/** Different lines whose judgement is remembered: logs repeat themselves. */
const MOST_REMEMBERED = 4096;
/** Causes kept of one log. */
const MOST_LOCATED = 10_000;

/** Explains text of any length that comes in pieces, in bounded memory. */
export class Scanner {
  readonly #recognisers: readonly Recogniser[];
  readonly #candidates: Candidates;
  readonly #located: Located[] = [];
  readonly #remembered = new Map<string, readonly Located[]>();
  #head: Buffer[] = [];
  #headBytes = 0;
  #isLog = false;
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;

  constructor(recognisers: readonly Recogniser[]) {
    this.#recognisers = recognisers;
    this.#candidates = candidatesOf(recognisers.filter(({ label }) => label !== 'not-a-registry-problem'));
  }

  /** Lines seen so far, the first counted as 1. */
  get line(): number {
    return this.#line;
  }

  push(chunk: Buffer): void {
    if (this.#isLog) {
      this.#scan(chunk);
      return;
    }
    this.#head.push(chunk);
    this.#headBytes += chunk.length;
    if (this.#headBytes <= WHOLE_BYTES) return;
    this.#isLog = true;
    const head = Buffer.concat(this.#head);
    this.#head = [];
    this.#scan(head);
  }

  /** The causes, best first, each once. */
  end(): readonly Match[] {
    if (this.#isLog) {
      if (this.#rest.length > 0) this.#scan(Buffer.from('\n'));
      return matchesOf(this.#located);
    }
    const lines = Buffer.concat(this.#head)
      .toString('utf8')
      .split(/\r\n|\n|\r/);
    if (lines.length <= WHOLE_LINES) {
      this.#line = lines.length;
      return matchesOf(judgeLines(lines, this.#recognisers));
    }
    this.#isLog = true;
    this.#scan(Buffer.concat([...this.#head, Buffer.from('\n')]));
    return matchesOf(this.#located);
  }

  #scan(chunk: Buffer): void {
    const all = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const end = all.lastIndexOf(10) + 1;
    this.#rest = all.length - end > WHOLE_BYTES ? Buffer.alloc(0) : Buffer.from(all.subarray(end));
    if (end === 0) return;
    const block = all.subarray(0, end);
    // One character a byte: places in the text are places in the bytes.
    const lower = block.toString('latin1').toLowerCase();
    const { anywhere } = this.#candidates;
    anywhere.lastIndex = 0;
    let counted = 0;
    for (let hit = anywhere.exec(lower); hit !== null; hit = anywhere.exec(lower)) {
      const start = lower.lastIndexOf('\n', hit.index) + 1;
      const stop = lower.indexOf('\n', hit.index);
      anywhere.lastIndex = stop + 1;
      if (!this.#candidates.isWorthwhile(lower.slice(start, stop))) continue;
      this.#line += linesIn(block, counted, start);
      counted = start;
      this.#judge(block, start, stop);
    }
    this.#line += linesIn(block, counted, block.length);
  }

  #judge(block: Buffer, start: number, stop: number): void {
    const text = block.toString('utf8', start, stop);
    const key = text.replace(/\d+/g, '0');
    let known = this.#remembered.get(key);
    if (known === undefined) {
      const { lines, place } = surroundings(block, start, stop);
      known = judgeLines(lines, this.#recognisers, 0).filter(({ line }) => line === place);
      if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
      this.#remembered.set(key, known);
    }
    if (this.#located.length >= MOST_LOCATED) return;
    for (const { judgement } of known) this.#located.push({ line: this.#line, judgement });
  }
}

/** Line breaks between two places. */
function linesIn(block: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) if (block[at] === 10) count += 1;
  return count;
}

/** The line with those around it, and its place among them. */
function surroundings(block: Buffer, start: number, stop: number): { lines: string[]; place: number } {
  let from = start;
  let place = 0;
  while (place < BEFORE && from > 0) {
    from = block.lastIndexOf(10, from - 2) + 1;
    place += 1;
  }
  let to = stop;
  for (let after = 0; after < AFTER && to < block.length - 1; after += 1) to = block.indexOf(10, to + 1);
  return { lines: block.toString('utf8', from, to === -1 ? block.length : to).split('\n'), place };
}
