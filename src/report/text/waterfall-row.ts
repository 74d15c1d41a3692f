import { cleanText } from '../../text/clean.js';
import { duration } from '../duration.js';
import { hasTime } from '../waterfall/times.js';
import type { WaterfallRow } from '../waterfall/waterfall.js';
import { barLine, type Stretch } from './bar.js';
import { cellsOf, cutMiddle } from './cells.js';
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

/** One step as a line. @param origin of the request shown before it: told once, paths do for the rest. */
export function stepLine(
  row: WaterfallRow,
  origin: string | null,
  columns: Columns,
  style: Style,
  options: TextOptions,
): string {
  const text = `${row.layer.padEnd(columns.layer)} ${labelOf(row, origin, columns.label, style, options)}`;
  const timed = hasTime(row);
  return lineOf({ outcome: row.outcome, ms: timed ? row.ms : null, bar: timed ? [row] : [], text }, columns, style);
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

/** Where a step went, cut to its room; whole for whoever asked for all. */
function labelOf(
  row: WaterfallRow,
  origin: string | null,
  cells: number,
  { symbol }: Style,
  { verbose }: TextOptions,
): string {
  const label = cleanText(row.label, MAX_LABEL_CHARACTERS);
  const method = row.method === null ? '' : `${row.method} `;
  const status = row.status === null ? '' : ` (${row.status})`;
  if (verbose) return `${method}${label}${status}${row.proxy === null ? '' : ` through ${row.proxy}`}`;
  const room = Math.max(1, cells - method.length - status.length);
  return `${method}${cutPlace(shortDigest(label), origin, room, symbol.cut)}${status}`;
}

/** The host of a URL is told where it changes, else the end of the path tells most. */
function cutPlace(label: string, origin: string | null, cells: number, mark: string): string {
  const own = originOf(label);
  const path = own === null ? '' : label.slice(own.length);
  if (own !== null && own === origin) return cutMiddle(path, cells, mark, cells);
  return cutMiddle(label, cells, mark, own === null ? 0 : Math.min(cellsOf(path), Math.floor(cells / 2)));
}

/** `https://host:port` of a URL; null for what is none. */
export function originOf(label: string): string | null {
  return /^https?:\/\/[^/]+/.exec(label)?.[0] ?? null;
}

/** A digest's first characters tell it from others; the whole is in the JSON. */
function shortDigest(url: string): string {
  return url.replace(/(sha(?:256|512):[0-9a-f]{12})[0-9a-f]+/, '$1..');
}
