import { type Style, styleOf, type TextOptions } from '../../report/text/style.js';
import type { Brief, BriefState } from '../brief.js';

/** Room for the longest word of a state. */
const WORD_WIDTH = 'degraded'.length;
/** A column of references is never wider: a single long one must not push the causes of all others off the screen. */
const MOST_REFERENCE_WIDTH = 60;
/** Room that a cause wants on the same line. */
const CAUSE_WIDTH = 24;
/** Lines that go on begin below the reference. */
const INDENT = ' '.repeat(WORD_WIDTH + 3);

const COLORS = { ok: 'green', degraded: 'yellow', broken: 'red', unknown: 'yellow', wrong: 'yellow' } as const;

/** Columns of the lines of one run. */
export interface Columns {
  readonly reference: number;
}

/** Columns for these references. */
export function columnsFor(references: readonly string[], { width }: Pick<TextOptions, 'width'>): Columns {
  const room = Math.min(MOST_REFERENCE_WIDTH, width - INDENT.length - CAUSE_WIDTH);
  return { reference: Math.min(room, Math.max(0, ...references.map(({ length }) => length))) };
}

/**
 * One reference in a line: what becomes of it, its name, the cause, where it is named. What has no room stands below, so that nothing that may be copied is cut.
 * @param place `images.txt:12`, or null.
 */
export function briefLines(brief: Brief, place: string | null, columns: Columns, options: TextOptions): string[] {
  const style = styleOf(options);
  const head = `${style.paint(COLORS[brief.state], `${symbolOf(brief.state, style)} ${brief.state.padEnd(WORD_WIDTH)}`)} `;
  if (brief.state === 'ok') return [`${head}${brief.reference}`];
  const said = [brief.code ?? brief.why ?? '', ...(place === null ? [] : [place])].filter((part) => part !== '');
  const cause = said.join('  ');
  const name = brief.reference.padEnd(columns.reference);
  if (cause === '') return [`${head}${brief.reference}`];
  const fits =
    brief.reference.length <= columns.reference && INDENT.length + name.length + 2 + cause.length <= options.width;
  return fits ? [`${head}${name}  ${cause}`] : [`${head}${brief.reference}`, `${INDENT}  ${cause}`];
}

function symbolOf(state: BriefState, { symbol }: Style): string {
  switch (state) {
    case 'ok':
      return symbol.ok;
    case 'broken':
    case 'wrong':
      return symbol.fail;
    case 'degraded':
      return symbol.slow;
    case 'unknown':
      return symbol.unknown;
  }
}
