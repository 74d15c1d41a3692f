/** One `Key=value` of a unit file: continuation lines joined, comments gone. */
export interface UnitAssignment {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** 1-based line on which it begins. */
  readonly line: number;
}

/** Assignments looked at in one file: unit files have dozens. */
const MAX_ASSIGNMENTS = 2000;

/**
 * A unit file taken apart (systemd.syntax(7); systemd `src/shared/conf-parser.c`: config_parse): a backslash at the end joins lines, comment
 * lines in between are skipped, anything before the first section doesn't count.
 */
export function parseUnit(text: string): UnitAssignment[] {
  const found: UnitAssignment[] = [];
  let section = '';
  for (const { text: joined, line } of logicalLines(text, true)) {
    if (found.length >= MAX_ASSIGNMENTS) break;
    const header = /^\[(.*)\]$/.exec(joined)?.[1];
    if (header !== undefined) section = header;
    const sign = joined.indexOf('=');
    if (header !== undefined || sign === -1 || section === '') continue;
    found.push({ section, key: joined.slice(0, sign).trim(), value: joined.slice(sign + 1).trim(), line });
  }
  return found;
}

/** `NAME=value` lines of an EnvironmentFile (systemd `src/basic/env-file.c`: parse_env_file_internal); `export` is taken as shells do. */
export function parseEnvironmentFile(text: string): { name: string; value: string; line: number }[] {
  return logicalLines(text, false)
    .slice(0, MAX_ASSIGNMENTS)
    .flatMap(({ text: joined, line }) => {
      const found = /^(?:export\s+)?([A-Za-z_]\w*)\s*=([\s\S]*)$/.exec(joined);
      if (found === null) return [];
      const [value = ''] = splitWords(found[2] ?? '', true);
      return [{ name: found[1] ?? '', value, line }];
    });
}

function logicalLines(text: string, commentsInside: boolean): { text: string; line: number }[] {
  const lines: { text: string; line: number }[] = [];
  let open: { text: string; line: number } | null = null;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '');
    if (/^\s*[#;]/.test(line) && (open === null || commentsInside)) continue;
    const joined: string = open === null ? line.trim() : `${open.text}${line}`;
    const first: number = open?.line ?? index + 1;
    // An even number of backslashes is a text that ends with one.
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(line)) {
      open = { text: `${joined.slice(0, -1)} `, line: first };
      continue;
    }
    open = null;
    if (joined.trim() !== '') lines.push({ text: joined.trim(), line: first });
  }
  if (open !== null) lines.push({ text: open.text.trim(), line: open.line });
  return lines;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', s: ' ' };

/**
 * Words of a value: quotes of either kind keep blanks together, a backslash takes the next character (systemd `src/basic/extract-word.c`).
 * `whole`: one word with the blanks in it, as in an EnvironmentFile.
 */
export function splitWords(value: string, whole = false): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at] ?? '';
    if (character === '\\' && quote !== "'" && at + 1 < value.length) {
      at += 1;
      const next = value[at] ?? '';
      word = `${word ?? ''}${whole ? next : (ESCAPES[next] ?? next)}`;
    } else if (quote !== '') {
      if (character === quote) quote = '';
      else word = `${word ?? ''}${character}`;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character) && !whole) {
      if (word !== null) words.push(word);
      word = null;
    } else if (!(whole && word === null && /\s/.test(character))) word = `${word ?? ''}${character}`;
  }
  if (word !== null) words.push(whole && quote === '' ? word.trimEnd() : word);
  return words;
}
