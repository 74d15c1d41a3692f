import { cellsOf, piecesOf } from './cells.js';

/** Folds text at spaces to the width; words longer than a line stay whole, so that they can be copied. */
export function fold(text: string, width: number, indent: string, firstIndent: string = indent): string[] {
  return folded(wordsOf(text), width, indent, firstIndent);
}

/** The same where nothing is copied: words longer than a line are cut, no line is wider than the width. */
export function foldWithin(text: string, width: number, indent: string): string[] {
  const room = Math.max(1, width - indent.length);
  const words = wordsOf(text).flatMap((word) => (cellsOf(word) > room ? piecesOf(word, room) : [word]));
  return folded(words, width, indent, indent);
}

/** Spaces where a line may end: a number stays with its unit. */
const GAP = /(?<!\d)\s+|\s+(?!(?:ms|s|min|h|days?)\b)/;

function wordsOf(text: string): string[] {
  return text.split(GAP).filter((part) => part !== '');
}

function folded(words: readonly string[], width: number, indent: string, firstIndent: string): string[] {
  const lines: string[] = [];
  let line = firstIndent;
  let taken = firstIndent.length;
  let empty = true;
  for (const word of words) {
    const own = cellsOf(word);
    if (!empty && taken + 1 + own > width) {
      lines.push(line);
      line = indent;
      taken = indent.length;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    taken += empty ? own : own + 1;
    empty = false;
  }
  return [...lines, line];
}
