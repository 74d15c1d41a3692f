import { styleOf, type TextOptions } from '../text/style.js';

/** A word of running text with its paint: words are folded by what is seen of them. */
export interface Word {
  readonly seen: string;
  readonly shown: string;
}

const PART = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)]+)\)/g;

/**
 * Running Markdown as words. Code keeps its backticks where there is no colour, links to other pages are their names, other links have their
 * target behind them.
 */
export function wordsOf(text: string, options: TextOptions): readonly Word[] {
  const { paint } = styleOf(options);
  const pieces: { text: string; paint: (text: string) => string }[] = [];
  const plain = (piece: string): string => piece;
  let at = 0;
  for (const match of text.matchAll(PART)) {
    const [all, code, strong, soft, name, target = ''] = match;
    pieces.push({ text: text.slice(at, match.index), paint: plain });
    at = match.index + all.length;
    if (code !== undefined)
      pieces.push({ text: options.color ? code : `\`${code}\``, paint: (piece) => paint('cyan', piece) });
    else if (strong !== undefined) pieces.push({ text: strong, paint: (piece) => paint('bold', piece) });
    else if (soft !== undefined)
      pieces.push({ text: options.color ? soft : `*${soft}*`, paint: (piece) => paint('italic', piece) });
    else if (name !== undefined)
      pieces.push({ text: linkText(name, target), paint: (piece) => paint('underline', piece) });
  }
  pieces.push({ text: text.slice(at), paint: plain });
  return joined(pieces);
}

function linkText(name: string, target: string): string {
  return /^(?:\.?\/?[\w-]+\.md|#.*)$/.test(target) ? name : `${name} (${target})`;
}

/** Words may be made of several pieces: `code`, comma. */
function joined(pieces: readonly { text: string; paint: (text: string) => string }[]): readonly Word[] {
  const words: Word[] = [];
  let open: Word | null = null;
  for (const piece of pieces)
    for (const [index, part] of piece.text.split(/\s+/).entries()) {
      if (index > 0) {
        if (open !== null) words.push(open);
        open = null;
      }
      if (part === '') continue;
      const shown: string = piece.paint(part);
      open = open === null ? { seen: part, shown } : { seen: open.seen + part, shown: open.shown + shown };
    }
  return open === null ? words : [...words, open];
}

/** Folds words to a width; a word longer than it stays whole, so that it can be copied. */
export function foldWords(words: readonly Word[], width: number): readonly Word[] {
  const lines: Word[] = [];
  let line: Word | null = null;
  for (const word of words) {
    if (line !== null && line.seen.length + 1 + word.seen.length <= width)
      line = { seen: `${line.seen} ${word.seen}`, shown: `${line.shown} ${word.shown}` };
    else {
      if (line !== null) lines.push(line);
      line = word;
    }
  }
  return line === null ? lines : [...lines, line];
}
