import type { Match } from '../../src/explain/match.js';
import { RECOGNISERS } from '../../src/explain/recognisers/catalogue.js';
import { Scanner } from '../../src/explain/scanner.js';

/** What the scanner says of an input that comes in these pieces. */
export function scan(...pieces: readonly (Uint8Array | string)[]): readonly Match[] {
  const scanner = new Scanner(RECOGNISERS);
  for (const piece of pieces) scanner.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
  return scanner.end();
}

/** One error of each kind that the tests look for. */
export const UNKNOWN_CA =
  'Error response from daemon: Get "https://registry.example.com/v2/": x509: certificate signed by unknown authority';

/** So many lines that say nothing, together far larger than what is read as one piece. */
export function quiet(lines: number, end = '\n'): string {
  return Array.from(
    { length: lines },
    (_, index) => `line ${index} of a program that has nothing to say about it${end}`,
  ).join('');
}
