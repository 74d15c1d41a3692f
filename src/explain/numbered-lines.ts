import type { ObjectLine } from './json-objects.js';

/** Longer lines are looked at in pieces of so many characters, with a little of the same line around them. */
const PIECE_CHARACTERS = 6 * 1024;
const OVERLAP_CHARACTERS = 1024;

/** The lines of a text with their numbers as `grep -n` counts them; a lone carriage return ends a line and counts for nothing. */
export function numberedLines(text: string): readonly ObjectLine[] {
  return text.split('\n').flatMap((line, index) =>
    line
      .replace(/\r+$/, '')
      .split('\r')
      .flatMap((part) => pieces(part).map((piece) => ({ text: piece, line: index + 1 }))),
  );
}

function pieces(line: string): readonly string[] {
  if (line.length <= PIECE_CHARACTERS) return [line];
  return Array.from({ length: Math.ceil(line.length / PIECE_CHARACTERS) }, (_, index) => {
    const from = index * PIECE_CHARACTERS;
    return line.slice(Math.max(0, from - OVERLAP_CHARACTERS), from + PIECE_CHARACTERS + OVERLAP_CHARACTERS);
  });
}
