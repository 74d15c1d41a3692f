import { judgeText } from './judge-text.js';
import type { Located } from './located.js';
import type { Recogniser } from './recogniser.js';
import { isRecord } from './record.js';

/** A text that is wrapped over lines is put together again from so many of them. */
const WRAPPED_LINES = 6;
/** What begins a record of a log, and so is no rest of the line before it: BuildKit, logfmt, RFC 3339, klog, syslog. */
const RECORD = /^(?:#\d+ |time="|\d{4}-\d\d-\d\d[T ]|[EWIF]\d{4} \d\d:|\w{3} +\d{1,2} \d\d:\d\d:\d\d )/;
/** Terminals are this wide or wider. */
const TERMINAL_COLUMNS = 72;

/** What a line says together with those after it, put together with and without a space, as terminals and YAML wrap; each at the line of its deciding words. */
export function wrapped(
  lines: readonly string[],
  plain: readonly string[],
  index: number,
  recognisers: readonly Recogniser[],
  aboutRegistries: boolean,
): readonly Located[] {
  const after = plain.slice(index + 1, index + WRAPPED_LINES);
  const end = after.findIndex((text) => RECORD.test(text) || isRecord(text));
  const some = [plain[index] ?? '', ...(end === -1 ? after : after.slice(0, end))];
  if (some.length < 2) return [];
  const separators = isCut(lines[index] ?? '') ? [' ', ''] : [' '];
  return separators.flatMap((separator) =>
    judgeText(some.join(separator), recognisers, aboutRegistries).map((judgement) => ({
      line: index + lineAt(some, separator.length, judgement.at),
      judgement,
    })),
  );
}

/** Which of some joined lines holds a place of the whole. */
function lineAt(some: readonly string[], separator: number, at: number): number {
  let end = 0;
  for (const [index, text] of some.entries()) {
    end += text.length + separator;
    if (at < end) return index;
  }
  return some.length - 1;
}

/** A border at its end, or so long that a terminal may have broken it within a word. */
function isCut(line: string): boolean {
  return /[│┃║|]\s*$/u.test(line) || (line.length >= TERMINAL_COLUMNS && /\S$/.test(line));
}
