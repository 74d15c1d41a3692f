import { clientTime } from '../client-time.js';
import { duration } from '../duration.js';
import type { ReportAttempt, ReportClient } from '../schema.js';
import type { FixedWalk } from '../waterfall/fixed-walk.js';
import { hasTime } from '../waterfall/times.js';
import { type Waterfall, type WaterfallRow, waterfallOf } from '../waterfall/waterfall.js';
import { cutEnd } from './cells.js';
import { AGAIN, type Columns, columnsOf, INDENT } from './columns.js';
import { fold, foldWithin } from './fold.js';
import { repeatedStretch, stretchesOf } from './stretches.js';
import type { Style, TextOptions } from './style.js';
import { lineOf, originOf, stepLine } from './waterfall-row.js';

/** A walk as it is drawn. */
export interface Walk {
  readonly attempts: ReportAttempt[];
  /** Milliseconds until the client is done. */
  readonly predictedMs: number;
  readonly bound: ReportClient['bound'];
  readonly outcome: ReportClient['outcome'];
  /** The client's own last words where it fails, or null. */
  readonly says: string | null;
}

/** Words under a step: why it is not ok. */
const DETAIL_INDENT = '      ';
/** A connect that costs less (ms) is not worth a line where a client connects anew for each blob, as old versions do. */
const QUIET_CONNECT_MS = 500;

/**
 * A client's time as bars, each at its place on one scale that is said once: symbol, word, time, bar, layer, where. Below a step that is not ok why; at
 * the end what the client repeats by itself, and what a proven fix makes of it (`after`). Without `--verbose` no line is wider than the width, as
 * long as its longest word is not.
 */
export function waterfallLines(walk: Walk, after: FixedWalk | null, style: Style, options: TextOptions): string[] {
  const before = waterfallOf(walk);
  const rows = options.verbose ? before.rows : withoutQuietConnects(before.rows);
  if (rows.length === 0) return [];
  const fixed = after === null ? null : { ...waterfallOf(after), outcome: after.outcome };
  const columns = columnsOf(rows, before, fixed, options.width);
  const lines = [...rulerLines(rows, columns, style), ...stepLines(rows, columns, style, options)];
  if (before.hiddenRetries > 0) lines.push(retriesLine(before, columns, style));
  if (endsOtherwise(walk, rows)) lines.push(...fold(`ends with: ${walk.says}`, options.width, DETAIL_INDENT, '    '));
  if (fixed === null) return lines;
  lines.push(afterLine(fixed, clientTime(walk), columns, style));
  return options.verbose ? [...lines, ...stepLines(fixed.rows, columns, style, options)] : lines;
}

/** Where the bars begin and end in time, and what the lighter ones mean. Nothing where no time is known. */
function rulerLines(rows: readonly WaterfallRow[], { word, time, bar, scaleMs }: Columns, style: Style): string[] {
  if (!rows.some(hasTime)) return [];
  const end = duration(scaleMs);
  const legend = rows.some(({ wasted }) => wasted) ? ` ${style.fill.wasted} brought nothing` : '';
  // The symbol, and a space before each of the word, the time and the bar.
  const before = ' '.repeat(INDENT.length + word + time + 4);
  return [style.paint('dim', `${before}0${' '.repeat(Math.max(1, bar - 1 - end.length))}${end}${legend}`)];
}

/** Where one step failed, the client's words stand under it already. */
function endsOtherwise({ outcome, says }: Walk, rows: readonly WaterfallRow[]): boolean {
  const told = new Set(rows.flatMap(({ detail }) => detail ?? []));
  return says !== null && outcome === 'fail' && !(told.size === 1 && told.has(says));
}

/** A request that failed in its connect says the same as the connect: once is enough. */
function stepLines(rows: readonly WaterfallRow[], columns: Columns, style: Style, options: TextOptions): string[] {
  const told = new Set<string>();
  let origin: string | null = null;
  return rows.flatMap((row) => {
    const { detail } = row;
    const line = stepLine(row, origin, columns, style, options);
    if (!row.isPart) origin = originOf(row.label) ?? origin;
    if (detail === null || told.has(detail)) return [line];
    told.add(detail);
    return [line, ...foldWithin(detail, options.width, DETAIL_INDENT).map((text) => style.paint('dim', text))];
  });
}

function withoutQuietConnects(rows: readonly WaterfallRow[]): WaterfallRow[] {
  const requests = Map.groupBy(rows, ({ request }) => request);
  return rows.filter(({ request }) => !isQuietConnect(requests.get(request) ?? []));
}

function isQuietConnect(rows: readonly WaterfallRow[]): boolean {
  return (
    rows.some(({ isPart, layer, status }) => !isPart && layer === 'blob' && status === null) &&
    rows.every(({ outcome, ms }) => outcome === 'ok' && ms < QUIET_CONNECT_MS)
  );
}

function retriesLine(before: Waterfall, columns: Columns, style: Style): string {
  const stretch = repeatedStretch(before);
  const times = `${before.hiddenRetries} more time${before.hiddenRetries === 1 ? '' : 's'}`;
  const text = cutEnd(`${times} by its own retries`, textCells(columns), style.symbol.cut);
  return lineOf({ outcome: AGAIN, ms: stretch?.ms ?? 0, bar: stretch === null ? [] : [stretch], text }, columns, style);
}

function afterLine(
  after: Waterfall & { readonly outcome: string },
  timeBefore: string,
  columns: Columns,
  style: Style,
): string {
  const text = cutEnd(`with the fix (before: ${timeBefore})`, textCells(columns), style.symbol.cut);
  return lineOf(
    { outcome: after.outcome, ms: after.totalMs, bar: stretchesOf(after), text: style.paint('bold', text) },
    columns,
    style,
  );
}

/** Room for words where no layer and no place stand. */
function textCells({ layer, label }: Columns): number {
  return layer + 1 + label;
}
