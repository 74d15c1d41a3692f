import { cleanText } from '../../text/clean.js';
import { duration } from '../duration.js';
import type { WaterfallRow } from '../waterfall/waterfall.js';
import { barLine, type Stretch } from './bar.js';
import { cutMiddle } from './cells.js';
import { type Columns, INDENT } from './columns.js';
import type { Style, TextOptions } from './style.js';

/** Longest label that is looked at, characters. */
const MAX_LABEL_CHARACTERS = 2000;

/** What one line of a waterfall shows. */
export interface Cells {
  readonly outcome: string;
  /** Milliseconds; null: there is no time to show. */
  readonly ms: number | null;
  readonly bar: readonly Stretch[];
  readonly text: string;
}

/** One line: symbol, outcome, time, bar, and what it is about. */
export function lineOf({ outcome, ms, bar, text }: Cells, columns: Columns, style: Style): string {
  const { symbol, color } = markOf(outcome, style);
  const head = style.paint(color, `${symbol} ${outcome.padEnd(columns.word)}`);
  const time = (ms === null ? '' : duration(ms)).padStart(columns.time);
  return `${INDENT}${head} ${time} ${barLine(bar, columns.scaleMs, columns.bar, style)} ${text}`.trimEnd();
}

/** One step as a line. What was not sent has no time of its own. */
export function stepLine(row: WaterfallRow, columns: Columns, style: Style, options: TextOptions): string {
  const isSent = row.outcome !== 'not sent';
  const text = `${row.layer.padEnd(columns.layer)} ${labelOf(row, columns.label, style, options)}`;
  return lineOf({ outcome: row.outcome, ms: isSent ? row.ms : null, bar: isSent ? [row] : [], text }, columns, style);
}

function markOf(outcome: string, { symbol }: Style): { symbol: string; color: 'green' | 'red' | 'yellow' | 'dim' } {
  switch (outcome) {
    case 'ok':
      return { symbol: symbol.ok, color: 'green' };
    case 'waits':
    case 'slow':
      return { symbol: symbol.slow, color: 'yellow' };
    case 'unknown':
      return { symbol: symbol.unknown, color: 'yellow' };
    case 'not sent':
      return { symbol: symbol.fail, color: 'dim' };
    default:
      return { symbol: symbol.fail, color: 'red' };
  }
}

/** Where a step went, cut in the middle to its room; whole for whoever asked for all. */
function labelOf(row: WaterfallRow, cells: number, style: Style, { verbose }: TextOptions): string {
  const label = cleanText(row.label, MAX_LABEL_CHARACTERS);
  const method = row.method === null ? '' : `${row.method} `;
  const status = row.status === null ? '' : ` (${row.status})`;
  if (verbose) return `${method}${label}${status}${row.proxy === null ? '' : ` through ${row.proxy}`}`;
  const room = Math.max(1, cells - method.length - status.length);
  return `${method}${cutMiddle(shortDigest(label), room, style.symbol.cut)}${status}`;
}

/** A digest's first characters tell it from others; the whole is in the JSON. */
function shortDigest(url: string): string {
  return url.replace(/(sha(?:256|512):[0-9a-f]{12})[0-9a-f]+/, '$1..');
}
