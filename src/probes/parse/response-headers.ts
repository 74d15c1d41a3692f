import type { Challenge } from '../../facts/facts.js';
import { cleanText } from '../../text/clean.js';
import { parseChallenges } from './challenge.js';
import { keptChallenge, keptChallengeLine } from './kept-challenge.js';

/** Response headers that tell something about why a pull fails; all others stay out of the facts (cookies above all). */
const KEPT = new Set([
  'content-type',
  'content-length',
  'content-range',
  'content-encoding',
  'date',
  'docker-content-digest',
  'docker-distribution-api-version',
  'docker-ratelimit-source',
  'docker-upload-uuid',
  'oci-chunk-min-length',
  'proxy-authenticate',
  'range',
  'retry-after',
  'server',
  'via',
  // Beside the challenges read from it: a broken one is best shown as it came.
  'www-authenticate',
  'x-cache',
  'x-squid-error',
]);
const KEPT_PREFIXES = ['ratelimit-', 'x-ratelimit-'];
const MAX_VALUE_CHARACTERS = 300;
const MAX_HEADERS = 40;

/** Response headers: lower-case names, several lines of one name as a list. */
export type RawHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The headers worth keeping, cleaned and cut; lines of one name joined with commas. `location` is handled apart. */
export function keptHeaders(raw: RawHeaders): Record<string, string> {
  const kept = Object.entries(raw)
    .filter(([name]) => KEPT.has(name) || KEPT_PREFIXES.some((prefix) => name.startsWith(prefix)))
    .slice(0, MAX_HEADERS)
    .map(([name, value]) => [cleanText(name, 64), cleanText(shownValue(name, lines(value)), MAX_VALUE_CHARACTERS)]);
  return Object.fromEntries(kept);
}

function shownValue(name: string, values: readonly string[]): string {
  return name.endsWith('-authenticate') ? values.map(keptChallengeLine).join(', ') : values.join(', ');
}

/** First value of a header, or null. */
export function firstValue(raw: RawHeaders, name: string): string | null {
  return lines(raw[name])[0] ?? null;
}

/** The challenges of all `WWW-Authenticate` lines. */
export function challengesOf(raw: RawHeaders): Challenge[] {
  return parseChallenges(lines(raw['www-authenticate'])).map(keptChallenge);
}

function lines(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
