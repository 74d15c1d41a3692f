import { lineChanges } from '../fixes/line-changes.js';

/** Lines that stay, shown around those that change, as `diff -u` does. */
const CONTEXT = 3;
/** Longest line that is shown whole. */
const MAX_LINE_CHARACTERS = 2000;
const NO_NEWLINE = '\\ No newline at end of file';
/** In the place of a line that can't be told from its secrets. */
const NOT_SHOWN = '(not shown)';
/** What would not show, or would change how the rest shows: controls, bidi and zero-width characters, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
/** Stands behind a last line that no newline ends: it differs from the same line with one. */
const UNENDED = '\u0000';

interface Run {
  /** Lines of the old text before it. */
  readonly after: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/**
 * What turns one text into another, as `diff -u` prints it, without its two lines of names; empty where nothing changes. Characters that don't show are
 * spelled out (`<U+202E>`): nothing is written that a reader could not see.
 * @param before null: there was no file.
 * @param harmless the text before without its secrets, line by line the same: lines that go are shown so. Those that stay or come are in the new text,
 * which holds none.
 */
export function unifiedDiff(before: string | null, after: string, harmless = before): string[] {
  const old = linesOf(before ?? '');
  const told = linesOf(harmless ?? '');
  const going = (index: number): string => (told.length === old.length ? told[index] : undefined) ?? NOT_SHOWN;
  const lines: string[] = [];
  let grown = 0;
  for (const hunk of hunksOf(runsOf(old, linesOf(after)))) {
    lines.push(...hunkLines(hunk, old, going, grown));
    for (const { removed, added } of hunk) grown += added.length - removed.length;
  }
  return lines;
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.endsWith('\n') ? text.slice(0, -1).split('\n') : `${text}${UNENDED}`.split('\n');
}

/** Runs of lines that differ, from the top. What both texts begin and end with is not compared line by line. */
function runsOf(old: readonly string[], now: readonly string[]): readonly Run[] {
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const removed = old.slice(start, old.length - end);
  const added = now.slice(start, now.length - end);
  if (removed.length === 0 && added.length === 0) return [];
  const between = removed.length === 0 || added.length === 0 ? null : lineChanges(removed.join('\n'), added.join('\n'));
  if (between === null) return [{ after: start, removed, added }];
  return between.map((run) => ({ ...run, after: start + run.after }));
}

/** Runs whose surroundings touch are shown together. */
function hunksOf(runs: readonly Run[]): Run[][] {
  const hunks: Run[][] = [];
  for (const run of runs) {
    const hunk = hunks.at(-1);
    const before = hunk?.at(-1);
    if (hunk !== undefined && before !== undefined && run.after - endOf(before) <= 2 * CONTEXT) hunk.push(run);
    else hunks.push([run]);
  }
  return hunks;
}

/**
 * @param going a line of the old text as it is shown where it goes.
 * @param grown by how many lines the text has grown above.
 */
function hunkLines(
  hunk: readonly Run[],
  old: readonly string[],
  going: (index: number) => string,
  grown: number,
): string[] {
  const from = Math.max(0, (hunk[0]?.after ?? 0) - CONTEXT);
  const last = hunk.at(-1);
  const to = last === undefined ? from : Math.min(old.length, endOf(last) + CONTEXT);
  const lines: string[] = [];
  let at = from;
  let size = to - from;
  for (const run of hunk) {
    lines.push(...old.slice(at, run.after).flatMap((line) => shown(' ', line)));
    lines.push(...run.removed.flatMap((_, index) => shown('-', going(run.after + index))));
    lines.push(...run.added.flatMap((line) => shown('+', line)));
    at = endOf(run);
    size += run.added.length - run.removed.length;
  }
  lines.push(...old.slice(at, to).flatMap((line) => shown(' ', line)));
  return [`@@ -${range(from, to - from)} +${range(from + grown, size)} @@`, ...lines];
}

function endOf({ after, removed }: Run): number {
  return after + removed.length;
}

/** As POSIX `diff -u` counts: from 1, and an empty range by the line before it. */
function range(before: number, length: number): string {
  if (length === 0) return `${before},0`;
  return length === 1 ? `${before + 1}` : `${before + 1},${length}`;
}

function shown(sign: string, line: string): string[] {
  const unended = line.endsWith(UNENDED);
  const text = unended ? line.slice(0, -1) : line;
  const visible = text.slice(0, MAX_LINE_CHARACTERS).replace(INVISIBLE, spelled);
  const cut = text.length > MAX_LINE_CHARACTERS ? `… (${text.length - MAX_LINE_CHARACTERS} more characters)` : '';
  return [`${sign}${visible}${cut}`, ...(unended ? [NO_NEWLINE] : [])];
}

function spelled(character: string): string {
  if (character === '\t') return character;
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
}
