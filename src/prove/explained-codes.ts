import { judgeLines, matchesOf } from '../explain/explain.js';
import { RECOGNISERS } from '../explain/recognisers/catalogue.js';

/** The codes that `regdoctor explain` reads in a program's words, the likeliest first; empty where it knows none. */
export function explainedCodes(words: string | null): readonly string[] {
  if (words === null) return [];
  return [...new Set(matchesOf(judgeLines(words.split('\n'), RECOGNISERS)).map(({ code }) => code))];
}
