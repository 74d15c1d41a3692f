import { FINDING_CODES } from '../../findings/codes.js';
import { VOCABULARY } from './vocabulary.js';

/** Names with a hyphen that programs and reports are read by. */
const WHOLE_WORDS: ReadonlySet<string> = new Set([
  ...FINDING_CODES,
  'cri-o',
  'kube-system',
  'kube-public',
  'kube-node-lease',
]);

/** A number with a unit or the like behind it: `30s`, `64k`, `22t14`. */
const NUMBER = /^\d+\p{Ll}{0,3}\d{0,3}$/u;
/** An address with hyphens in it, as clouds and clusters name nodes and pods: `ip-10-0-0-7`. */
const HYPHENATED_ADDRESS = /(?:^|[-_.])\d{1,3}(?:-\d{1,3}){3}(?:$|[-_.])/;

/** True for a word of letters and digits that regdoctor itself uses, or that names nobody. */
function isOrdinaryPart(part: string): boolean {
  const word = part.toLowerCase();
  if (word.length < 2 || VOCABULARY.has(word) || NUMBER.test(word)) return true;
  // `tls13`, `http2`, `v1alpha2`, `node3`.
  const [, letters = '', number] = /^(\p{L}+)(\d{1,4})$/u.exec(word) ?? [];
  if (number !== undefined && (letters.length === 1 || VOCABULARY.has(letters))) return true;
  const humps = part.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u);
  return humps.length > 1 && humps.every((hump) => hump.length < 2 || VOCABULARY.has(hump.toLowerCase()));
}

/** Where a token falls into parts: the separators are kept at odd places. */
export function partsOf(token: string): string[] {
  return token.split(/([-_.+]+)/);
}

/** True for a word that has an address in it, written with hyphens. */
export function hasHyphenatedAddress(token: string): boolean {
  return HYPHENATED_ADDRESS.test(token);
}

/** True for a word, or several joined by `-`, `_`, `.` or `+`, that reveal nothing: our own words, numbers, versions. */
export function isOrdinary(token: string): boolean {
  if (WHOLE_WORDS.has(token.toLowerCase())) return true;
  if (hasHyphenatedAddress(token)) return false;
  return partsOf(token).every((part, index) => index % 2 === 1 || isOrdinaryPart(part));
}

/** True for what reports themselves are written with: it must stay where it is no name, whoever is called so too. */
export function isOwnWord(token: string): boolean {
  const word = token.toLowerCase();
  return WHOLE_WORDS.has(word) || (/^\p{L}+\d?$/u.test(word) && isOrdinary(word));
}
