import { quote } from '../report/text/paste.js';

/** Words as one line of shell that means just these words. */
export function shellLine(words: readonly string[]): string {
  return words.map(quote).join(' ');
}
