import { cleanText } from '../text/clean.js';
import type { DocumentResult } from './document.js';
import { MAX_DOCUMENT_BYTES } from './located.js';

/** Parser messages quote the text they choke on; a sentence needs no more. */
const MAX_MESSAGE_CHARACTERS = 200;

/** Thrown by the walks over a syntax tree, with the 1-based line of the trouble; never leaves a parser. */
export class DocumentError extends Error {
  readonly line: number | null;

  constructor(line: number | null, message: string) {
    super(message);
    this.line = line;
  }
}

/** A failed parse; the message is cleaned and cut. */
export function documentError(line: number | null, message: string): DocumentResult & { ok: false } {
  // The yaml library catches its own stack overflow and hands it on as an error of the document.
  const said = message.startsWith('Maximum call stack') ? 'nested too deeply' : message;
  return { ok: false, line, message: cleanText(said, MAX_MESSAGE_CHARACTERS) };
}

/** The answer to a text that is too large to be parsed, or null. */
export function tooLarge(text: string, maxBytes: number = MAX_DOCUMENT_BYTES): (DocumentResult & { ok: false }) | null {
  if (text.length <= maxBytes && Buffer.byteLength(text) <= maxBytes) return null;
  return documentError(null, `larger than ${maxBytes} bytes: not read`);
}

/** Whatever a parser threw as a failed parse: nesting that overflows the stack is said plainly. */
export function thrownError(thrown: unknown): DocumentResult & { ok: false } {
  if (thrown instanceof DocumentError) return documentError(thrown.line, thrown.message);
  if (thrown instanceof RangeError) return documentError(null, thrown.message);
  return documentError(null, thrown instanceof Error ? thrown.message : 'cannot be parsed');
}

/** 1-based line of an offset (UTF-16 units) in a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
