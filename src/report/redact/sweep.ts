import { mapTexts } from './map-texts.js';

/** Shorter names may be part of any word. */
const LEAST_CHARACTERS = 5;
/** Names looked for at a time: one pattern of all of them would be slow to build. */
const AT_ONCE = 500;
const LEAST_BASE64 = 24;
/** Base64 of at least a few words; shorter runs are words themselves. */
const BASE64 = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
/** What stands for a name that was left. */
const TAKEN_OUT = 'taken-out';

/**
 * The last look: a name that is left, in any case of letters, goes; a text that has one in it percent-encoded or in base64 goes as a whole.
 * @param originals names in lower case. @returns the data, and how many texts were changed.
 */
export function sweep<Value>(
  value: Value,
  originals: readonly string[],
): { readonly value: Value; readonly count: number } {
  const patterns = patternsOf(originals);
  let count = 0;
  const clean = mapTexts(value, (text) => {
    const bare = patterns.reduce((rest, pattern) => rest.replace(pattern, TAKEN_OUT), text);
    const shown = patterns.some((pattern) => hiddenSpellings(bare).some((spelling) => spelling.search(pattern) !== -1))
      ? TAKEN_OUT
      : bare;
    if (shown !== text) count += 1;
    return shown;
  });
  return { value: clean, count };
}

function patternsOf(originals: readonly string[]): RegExp[] {
  const names = originals.filter((name) => name.length >= LEAST_CHARACTERS);
  const patterns: RegExp[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    patterns.push(new RegExp(`(?<![\\p{L}\\p{N}])(?:${some.join('|')})(?![\\p{L}\\p{N}])`, 'giu'));
  }
  return patterns;
}

function hiddenSpellings(text: string): string[] {
  const all = text.includes('%') ? [percentDecoded(text)] : [];
  if (text.length >= LEAST_BASE64)
    for (const [run] of text.matchAll(BASE64)) all.push(Buffer.from(run, 'base64').toString('latin1'));
  return all;
}

function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
}
