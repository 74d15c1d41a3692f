import { cleanText } from '../text/clean.js';

/** Longest line that is kept as one; what comes behind is dropped, so that memory stays bounded. */
const MAX_LINE_CHARACTERS = 4000;

/** Cuts output that comes in pieces into lines, each cleaned for a terminal. */
export class LineSplitter {
  readonly #decoder = new TextDecoder();
  #rest = '';

  /** The lines that this piece completes. */
  take(piece: Uint8Array): string[] {
    return this.#cut(this.#decoder.decode(piece, { stream: true }), false);
  }

  /** What stood behind the last line break, if anything. */
  end(): string[] {
    return this.#cut(this.#decoder.decode(), true);
  }

  #cut(text: string, isEnd: boolean): string[] {
    // Programs draw progress over one line with carriage returns.
    const parts = `${this.#rest}${text}`.split(/[\r\n]+/);
    this.#rest = isEnd ? '' : (parts.pop() ?? '').slice(0, MAX_LINE_CHARACTERS);
    return parts.filter((part) => part !== '').map((part) => cleanText(part, MAX_LINE_CHARACTERS));
  }
}
