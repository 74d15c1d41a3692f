import { eastAsianWidth } from 'get-east-asian-width';

const ASCII = /^[\x20-\x7e]*$/;
/** What stands on the character before it, and what cannot be seen. */
const TAKES_NO_CELL = /^[\p{M}\p{Cc}\p{Cf}\p{Cs}]/u;
const DRAWN_WIDE = /\p{Emoji_Presentation}|\ufe0f/u;

/** Letters, lines and blocks that are one character each, whatever stands beside them: most of what is printed, and ICU's tables take 60 ms to load. */
const STANDS_ALONE = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2100-\u2bff]*$/;

let segmenter: Intl.Segmenter | null = null;

/** What a reader takes for one character, one by one. */
function charactersOf(text: string): string[] {
  if (STANDS_ALONE.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

function cellsOfCharacter(character: string): number {
  if (TAKES_NO_CELL.test(character)) return 0;
  return DRAWN_WIDE.test(character) ? 2 : eastAsianWidth(character.codePointAt(0) ?? 0);
}

/** Cells that text takes on a terminal: Chinese, Japanese, Korean and emoji take two each (Unicode Standard Annex 11), accents none. */
export function cellsOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  return charactersOf(text).reduce((sum, character) => sum + cellsOfCharacter(character), 0);
}

/** Text filled with spaces to so many cells; longer text stays as it is. */
export function padTo(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - cellsOf(text)));
}

/** Text in pieces of at most so many cells, cut between characters. */
export function piecesOf(text: string, cells: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let taken = 0;
  for (const character of charactersOf(text)) {
    const own = cellsOfCharacter(character);
    if (piece !== '' && taken + own > cells) {
      pieces.push(piece);
      piece = '';
      taken = 0;
    }
    piece += character;
    taken += own;
  }
  return [...pieces, piece];
}

/** Text cut in the middle to so many cells; `tailCells` of them, at most, are its end. */
export function cutMiddle(text: string, cells: number, mark: string, tailCells: number): string {
  if (cellsOf(text) <= cells) return text;
  const room = Math.max(0, cells - mark.length);
  const characters = charactersOf(text);
  const tail = within(characters.toReversed(), Math.min(room, tailCells));
  const head = within(characters, room - cellsOf(tail.join('')));
  return `${head.join('')}${mark}${tail.toReversed().join('')}`;
}

/** Text cut at its end to so many cells. */
export function cutEnd(text: string, cells: number, mark: string): string {
  return cutMiddle(text, cells, mark, 0);
}

/** The first characters that fit. */
function within(characters: readonly string[], cells: number): string[] {
  const kept: string[] = [];
  let left = cells;
  for (const character of characters) {
    left -= cellsOfCharacter(character);
    if (left < 0) break;
    kept.push(character);
  }
  return kept;
}
