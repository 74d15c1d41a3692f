import type { Challenge } from '../../facts/facts.js';
import { cleanText } from '../../text/clean.js';

/** Challenges kept of one answer; a registry sends one or two, a hostile server thousands. */
const MAX_CHALLENGES = 10;
/** Parameters kept of one challenge: realm, service, scope, error and a few more are all there ever are. */
const MAX_PARAMETERS = 20;
/** Characters kept of one parameter value: scopes of many repositories are long, realms are not. */
const MAX_VALUE_CHARACTERS = 2048;
const MAX_NAME_CHARACTERS = 64;

/** Schemes that may stand without parameters after a comma; any other bare word there is a broken parameter. */
const BARE_SCHEMES = new Set(['basic', 'bearer', 'digest', 'negotiate', 'ntlm', 'kerberos']);

const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const TOKEN68 = /[A-Za-z0-9\-._~+/]+=*[ \t]*(?=,|$)/y;
const SEPARATORS = /[ \t\r\n,]*/y;
const SPACES = /[ \t\r\n]*/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/sy;

/**
 * Parses the `WWW-Authenticate` header lines of one answer, in order (RFC 9110 §11.6.1).
 * A line may hold several challenges. Malformed input ends its line; what was read before it is kept, which is what
 * oras-go (`registry/remote/auth/challenge.go: parseChallenge`) and containers/image (`docker/wwwauthenticate.go:
 * parseValueAndParams`) do. An unquoted value ends at the first character that is no token character, as theirs does.
 */
export function parseChallenges(headers: readonly string[]): Challenge[] {
  const challenges: Challenge[] = [];
  for (const header of headers) parseLine(header, challenges);
  return challenges;
}

function parseLine(header: string, into: Challenge[]): void {
  let at = skip(SEPARATORS, header, 0);
  let scheme = match(TOKEN, header, at);
  while (scheme !== null && into.length < MAX_CHALLENGES) {
    at += scheme.length;
    const parameters = new Map<string, string>();
    into.push({ scheme: cleanText(scheme.toLowerCase(), MAX_NAME_CHARACTERS), parameters: {} });
    const place = into.length - 1;
    at = skip(SPACES, header, at);
    // RFC 9110 lets a single token68 stand in the place of parameters (Negotiate); it says nothing about where to go.
    const token68 = match(TOKEN68, header, at);
    if (token68 !== null) at += token68.length;
    const next = parseParameters(header, at, parameters);
    into[place] = { scheme: into[place]?.scheme ?? '', parameters: Object.fromEntries(parameters) };
    if (next === null) return;
    at = next;
    scheme = match(TOKEN, header, at);
  }
}

/** Reads `name=value` pairs; returns where the next challenge starts, or null where the line is over or broken. */
function parseParameters(header: string, from: number, into: Map<string, string>): number | null {
  let at = skip(SEPARATORS, header, from);
  for (;;) {
    const name = match(TOKEN, header, at);
    if (name === null) return null;
    const equals = skip(SPACES, header, at + name.length);
    if (header[equals] !== '=') {
      const followed = match(TOKEN, header, equals) !== null && equals > at + name.length;
      return followed || isBareScheme(name) ? at : null;
    }
    const valueAt = skip(SPACES, header, equals + 1);
    const quoted = match(QUOTED, header, valueAt);
    const raw = quoted ?? match(TOKEN, header, valueAt);
    if (raw === null) return null;
    const value = quoted === null ? raw : raw.slice(1, -1).replace(/\\(.)/gs, '$1');
    if (into.size < MAX_PARAMETERS)
      into.set(cleanText(name.toLowerCase(), MAX_NAME_CHARACTERS), cleanText(value, MAX_VALUE_CHARACTERS));
    at = skip(SPACES, header, valueAt + raw.length);
    if (header[at] !== ',') return null;
    at = skip(SEPARATORS, header, at);
  }
}

function isBareScheme(word: string): boolean {
  return BARE_SCHEMES.has(word.trim().toLowerCase());
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function skip(pattern: RegExp, text: string, at: number): number {
  return at + (match(pattern, text, at)?.length ?? 0);
}
