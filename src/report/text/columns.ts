import { duration } from '../duration.js';
import { endOf } from '../waterfall/times.js';
import type { Waterfall, WaterfallRow } from '../waterfall/waterfall.js';

/** What stands before every line of a waterfall. */
export const INDENT = '  ';
/** Bars get half of a line less what stands before them; with fewer cells they show nothing, with more they show nothing more. */
const BAR_LESS_CELLS = 20;
const LEAST_BAR_CELLS = 16;
const MOST_BAR_CELLS = 48;
/** Least that is shown of where a step went, cells. */
const LEAST_LABEL_CELLS = 16;
/** `147 ms`, `30.0 s`: columns don't move with every run. */
const LEAST_TIME_CELLS = 6;
/** A symbol, and spaces after it, the word, the time, the bar and the layer. */
const SYMBOL_AND_SPACES = 6;

/** Cells of the columns of one waterfall, and the milliseconds that its bars are long in all. */
export interface Columns {
  readonly word: number;
  readonly time: number;
  readonly bar: number;
  readonly layer: number;
  readonly label: number;
  readonly scaleMs: number;
}

/** Columns as wide as what stands in them; what is left of the width is for where a step went. `after`: the walk with the fix, on the same scale. */
export function columnsOf(
  rows: readonly WaterfallRow[],
  before: Waterfall,
  after: (Waterfall & { readonly outcome: string }) | null,
  width: number,
): Columns {
  const scaleMs = Math.max(
    1,
    before.totalMs,
    endOf(before),
    after === null ? 0 : Math.max(after.totalMs, endOf(after)),
  );
  const words = [...rows.map(({ outcome }) => outcome), before.hiddenRetries > 0 ? AGAIN : '', after?.outcome ?? ''];
  const times = [...rows.map(({ ms }) => ms), before.totalMs, after?.totalMs ?? 0].map(duration);
  const word = Math.max(...words.map(({ length }) => length));
  const time = Math.max(LEAST_TIME_CELLS, ...times.map(({ length }) => length));
  const layer = Math.max(...rows.map(({ layer: name }) => name.length));
  const bar = Math.min(MOST_BAR_CELLS, Math.max(LEAST_BAR_CELLS, Math.floor(width / 2) - BAR_LESS_CELLS));
  const taken = INDENT.length + SYMBOL_AND_SPACES + word + time + bar + layer;
  return { word, time, bar, layer, label: Math.max(LEAST_LABEL_CELLS, width - taken), scaleMs };
}

/** Stands where an outcome stands, for rounds that are not shown. */
export const AGAIN = 'again';
