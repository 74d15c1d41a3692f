import { cleanText } from '../text/clean.js';
import { withoutUserinfo } from './containers-image/registries/text.js';

/** Longest name or value out of a file that a sentence takes in. */
const LONGEST_NAME = 120;

/** A name or value out of a file as a part of a sentence: one line, cut, no password of a URL. */
export function named(text: string): string {
  return cleanText(withoutUserinfo(text), LONGEST_NAME);
}

/** `A`; `A first, then of B`; `A first, then of B, then of C`. */
export function inTurn(asked: readonly string[]): string {
  const [first = 'nobody', ...more] = asked;
  return more.length === 0 ? first : [`${first} first`, ...more.map((each) => `then of ${each}`)].join(', ');
}

/** Sentences as one text, or null where there is none. */
export function sentences(...parts: readonly (string | false | null)[]): string | null {
  const said = parts.filter((part) => typeof part === 'string' && part !== '');
  return said.length === 0 ? null : said.join('; ');
}
