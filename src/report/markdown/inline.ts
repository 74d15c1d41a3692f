/** A word that means the same in Markdown as anywhere: nothing in it formats, links, mentions or refers. */
const PLAIN = /^[\p{L}\p{M}\p{N}'"’(),;!?%→–…:.-]+$/u;
/** Signs that stand alone between words. */
const SIGN = /^(?:=|→|–|-|>=|\?)$/;
/** A name, a time or a place has its sign between letters: `host:443`, `registry.example.com`. Numbers such as `30.1` are none. */
const NAME_LIKE = /\p{L}[.:]+[\p{L}\p{N}]|[\p{L}\p{N}]+[.:]+\p{L}|:\w+:|\d:\d|\d\.\d+\.\d|--/u;
/** GitHub links issues as `GH-12` and commits by seven letters of their hash on. */
const REFERS = /\bgh-\d|\b(?=[0-9a-f]*\d)[0-9a-f]{7,64}\b/i;
/** What begins a list where it begins a line. */
const BEGINS_A_LIST = /^(?:\d{1,9}[.)]|-|=+)$/;
/** What stands around a word and is no part of it. */
const BEFORE = '"\'(';
const AFTER = '"\'),;:!?.';
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Text of other people's (names of files, words of servers) as Markdown that says just that: what could format, link, mention somebody or refer to an
 * issue stands as code. Line breaks become spaces.
 */
export function inline(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.map((word, index) => asWord(word, index === 0)).join(' ');
}

function asWord(word: string, isFirst: boolean): string {
  if (isFirst && BEGINS_A_LIST.test(word)) return code(word);
  if (SIGN.test(word)) return word === '>=' ? '≥' : word;
  if (isPlain(word)) return word;
  let start = 0;
  let end = word.length;
  while (start < end && BEFORE.includes(word[start] ?? '')) start += 1;
  while (end > start && AFTER.includes(word[end - 1] ?? '')) end -= 1;
  const name = word.slice(start, end);
  if (name === '') return code(word);
  return `${word.slice(0, start)}${code(name)}${word.slice(end)}`;
}

function isPlain(word: string): boolean {
  return PLAIN.test(word) && /[\p{L}\p{N}]/u.test(word) && !NAME_LIKE.test(word) && !REFERS.test(word);
}

/** Text as code within a line: whatever is in it, nothing of it is Markdown. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat === '') return '';
  const ticks = '`'.repeat(longestRun(flat) + 1);
  const room = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${ticks}${room}${flat}${room}${ticks}`;
}

/** Lines between fences that nothing in them can close. @param language for colours: `sh`, `yaml`, `text`. */
export function fence(lines: readonly string[], language: string): string[] {
  const marks = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return [`${marks}${language}`, ...lines, marks];
}

/** A row of a table: a bar within a cell, in code too, is escaped; programs differ on a backslash before it, so that gets a space. */
function row(cells: readonly string[]): string {
  const escaped = cells.map((cell) => cell.replace(/\\+(?=\|)/g, '$& ').replaceAll('|', '\\|'));
  return `| ${escaped.map((cell) => cell || ' ').join(' | ')} |`;
}

/** What begins a heading. @param level 1 for the largest. */
export function heading(level: number): string {
  return '#'.repeat(level);
}

/** A table; cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)];
}

/** What unfolds when somebody asks for it. @param summary a line of HTML on the page: what would be a tag in it is escaped. */
export function details(summary: string, lines: readonly string[]): string[] {
  return [
    '<details>',
    `<summary>${summary.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? '')}</summary>`,
    '',
    ...lines,
    '',
    '</details>',
  ];
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
