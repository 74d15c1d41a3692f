import { redactUserInformation } from '../host/user-information.js';
import { cleanText } from '../text/clean.js';

/** Longer than any sentence a client's rules write; what a file says is cut where it is read. */
const MAX_CHARACTERS = 2000;

/** Plain data with `clean` applied to every text in it. */
export function cleanDeep<Value>(value: Value, clean: (text: string) => string): Value {
  if (typeof value === 'string') return clean(value) as Value;
  if (Array.isArray(value)) return value.map((entry) => cleanDeep(entry, clean)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, cleanDeep(entry, clean)])) as Value;
}

/** One text that came from a file, safe for a terminal and without the password of a URL in it. */
export function safeWords(text: string): string {
  return cleanText(redactUserInformation(text), MAX_CHARACTERS);
}
