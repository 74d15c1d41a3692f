import { editDistance } from '../../text/edit-distance.js';

/** Codes that are offered for one that was mistyped. */
const MOST_OFFERED = 3;
/** Longer words are no mistyped codes. */
const MAX_CHARACTERS = 60;

/** The codes that were probably meant: those that hold the word, then those closest by letters. */
export function nearestCodes(word: string, codes: readonly string[]): readonly string[] {
  const typed = word.toLowerCase().slice(0, MAX_CHARACTERS);
  const holding = typed === '' ? [] : codes.filter((code) => code.includes(typed));
  const byDistance = codes
    .map((code) => ({ code, edits: editDistance(typed, code) }))
    .filter(({ code }) => !holding.includes(code))
    .sort((a, b) => a.edits - b.edits);
  return [...holding, ...byDistance.map(({ code }) => code)].slice(0, MOST_OFFERED);
}
