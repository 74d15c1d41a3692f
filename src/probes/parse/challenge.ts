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
 * parseValueAndParams`) do. An unquoted value ends at the first character that is no token character, as theirs does. What only RFC 9110 and
 * oras-go read is marked: challenges behind the first of a line (`follows`), parameters with spaces before `=` or behind an empty value (`unread`).
 */
export function parseChallenges(headers: readonly string[]): Challenge[] {
  const challenges: Challenge[] = [];
  for (const header of headers) parseLine(header, challenges);
  return challenges;
}

function parseLine(header: string, into: Challenge[]): void {
  let at = skip(SEPARATORS, header, 0);
  let scheme = match(TOKEN, header, at);
  for (let isFirst = true; scheme !== null && into.length < MAX_CHALLENGES; isFirst = false) {
    at += scheme.length;
    const read: ReadParameters = { all: new Map(), unread: new Set(), stopped: false };
    at = skip(SPACES, header, at);
    // RFC 9110 lets a single token68 stand in the place of parameters (Negotiate); it says nothing about where to go.
    const token68 = match(TOKEN68, header, at);
    if (token68 !== null) at += token68.length;
    const next = parseParameters(header, at, read);
    into.push({
      scheme: cleanText(scheme.toLowerCase(), MAX_NAME_CHARACTERS),
      parameters: Object.fromEntries(read.all),
      ...(isFirst ? {} : { follows: true }),
      ...(read.unread.size === 0 ? {} : { unread: [...read.unread] }),
    });
    if (next === null) return;
    at = next;
    scheme = match(TOKEN, header, at);
  }
}

/** Parameters of one challenge, and those that a strict parser does not get to: it has `stopped` before them. */
interface ReadParameters {
  readonly all: Map<string, string>;
  readonly unread: Set<string>;
  stopped: boolean;
}

/** Reads `name=value` pairs; returns where the next challenge starts, or null where the line is over or broken. */
function parseParameters(header: string, from: number, into: ReadParameters): number | null {
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
    into.stopped ||= equals > at + name.length || valueAt > equals + 1 || value === '';
    if (into.all.size < MAX_PARAMETERS) {
      const kept = cleanText(name.toLowerCase(), MAX_NAME_CHARACTERS);
      if (into.stopped && !into.all.has(kept)) into.unread.add(kept);
      into.all.set(kept, cleanText(value, MAX_VALUE_CHARACTERS));
    }
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
