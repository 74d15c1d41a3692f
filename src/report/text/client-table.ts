import { getBorderCharacters, table } from 'table';
import { clientTime } from '../client-time.js';
import { decidingSource } from '../disagreement.js';
import type { ReportClient } from '../schema.js';
import { sourceText } from '../source-text.js';
import type { TextOptions } from './style.js';

/** Columns that borders and padding take in a table of five. */
const FRAME = 16;
/** The least that the deciding line is given. */
const LEAST_ROOM = 16;

/** Clients side by side: outcome, time, and the line that decided. */
export function clientTable(clients: readonly ReportClient[], options: TextOptions): string {
  const head = ['client', 'version', 'outcome', 'takes', 'decided by'];
  const rows = clients.map((own) => [
    own.client,
    own.version,
    own.outcome,
    clientTime(own, '>= '),
    decidedBy(own.sources),
  ]);
  const taken = [0, 1, 2, 3].map((column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const room = Math.max(LEAST_ROOM, options.width - FRAME - taken.reduce((sum, width) => sum + width, 0));
  const mark = options.unicode ? '…' : '...';
  const cut = rows.map((row) => row.map((cell, column) => (column === 4 ? shortened(cell, room, mark) : cell)));
  return table([head, ...cut], {
    border: getBorderCharacters(options.unicode ? 'norc' : 'ramac'),
    drawHorizontalLine: (index, count) => index === 0 || index === 1 || index === count,
    columns: { 3: { alignment: 'right' } },
  }).trimEnd();
}

function decidedBy(sources: ReportClient['sources']): string {
  const source = decidingSource(sources);
  return source === null ? 'its defaults' : sourceText(source);
}

/** The end of a path and its line number say most; what the line says goes first. */
function shortened(text: string, room: number, mark: string): string {
  if (text.length <= room) return text;
  const place = text.split(' ')[0] ?? '';
  return place.length + mark.length + 1 >= room
    ? `${mark}${place.slice(-(room - mark.length))}`
    : `${text.slice(0, room - mark.length)}${mark}`;
}
