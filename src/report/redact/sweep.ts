import { mapTexts } from './map-texts.js';
import type { Telling } from './telling.js';

const LEAST_BASE64 = 24;
/** Base64 of at least a few words; shorter runs are words themselves. */
const BASE64 = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
/** What stands for a name that was left. */
const TAKEN_OUT = 'taken-out';

/**
 * The last look: a name that is left, in any case of letters, goes; a text that has one in it percent-encoded or in base64 goes as a whole.
 * @returns the data, and how many texts were changed.
 */
export function sweep<Value>(value: Value, names: Telling): { readonly value: Value; readonly count: number } {
  let count = 0;
  const clean = mapTexts(value, (text) => {
    const bare = names.without(text, TAKEN_OUT);
    const shown = hiddenSpellings(bare).some((spelling) => names.isIn(spelling)) ? TAKEN_OUT : bare;
    if (shown !== text) count += 1;
    return shown;
  });
  return { value: clean, count };
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
