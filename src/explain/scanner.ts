import { type Decode, decoderOf } from './encoding.js';
import { judgeLines, matchesOf } from './explain.js';
import { isJsonDocument, linesOfObjects, type ObjectLine } from './json-objects.js';
import { LogReader } from './log-reader.js';
import type { Match } from './match.js';
import { numberedLines } from './numbered-lines.js';
import type { Recogniser } from './recogniser.js';

/** Input up to this size (bytes) is read as one piece, with its lines' surroundings; more is a log, of which only lines that may matter are looked at. */
const WHOLE_BYTES = 256 * 1024;
const WHOLE_LINES = 2000;
/** JSON that is one document, as `kubectl get events -o json` prints, is read whole up to this size; more is read as lines. */
const DOCUMENT_BYTES = 8 * 1024 * 1024;

/** Explains text of any length and encoding that comes in pieces, in bounded memory; how it was cut makes no difference. */
export class Scanner {
  readonly #recognisers: readonly Recogniser[];
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #most = WHOLE_BYTES;
  #decode: Decode = (chunk) => chunk;
  #log: LogReader | null = null;

  /** @param recognisers all there are. */
  constructor(recognisers: readonly Recogniser[]) {
    this.#recognisers = recognisers;
  }

  /** Number of the line that is being read; 1 while everything is held to be read as one piece. */
  get line(): number {
    return this.#log?.line ?? 1;
  }

  /** Takes the next bytes; they may be overwritten afterwards. */
  push(chunk: Uint8Array): void {
    if (this.#log !== null) {
      this.#log.push(this.#decode(chunk));
      return;
    }
    this.#held.push(Buffer.from(chunk));
    this.#heldBytes += chunk.length;
    if (this.#heldBytes <= this.#most) return;
    const held = Buffer.concat(this.#held);
    if (this.#most < DOCUMENT_BYTES && isJsonDocument(textOf(held.subarray(0, WHOLE_BYTES)))) {
      this.#most = DOCUMENT_BYTES;
      this.#held = [held];
      if (this.#heldBytes <= this.#most) return;
    }
    this.#held = [];
    this.#log = new LogReader(this.#recognisers);
    this.#decode = decoderOf(held);
    this.#log.push(this.#decode(held));
  }

  /** The causes, best first, each once. */
  end(): readonly Match[] {
    if (this.#log !== null) return this.#log.end();
    const text = textOf(Buffer.concat(this.#held));
    this.#held = [];
    return this.#explain(linesOfObjects(text) ?? numberedLines(text));
  }

  #explain(lines: readonly ObjectLine[]): readonly Match[] {
    const numberOf = (index: number): number => lines[index]?.line ?? 1;
    if (lines.length <= WHOLE_LINES) {
      const located = judgeLines(
        lines.map((each) => each.text),
        this.#recognisers,
        0,
      );
      return matchesOf(located.map((each) => ({ ...each, line: numberOf(each.line) })));
    }
    const log = new LogReader(this.#recognisers);
    for (const each of lines) log.push(Buffer.from(`${each.text}\n`));
    return log.end().map((match) => ({ ...match, line: numberOf(match.line - 1) }));
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(decoderOf(bytes)(bytes)).toString('utf8');
}
