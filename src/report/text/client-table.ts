import { getBorderCharacters, table } from 'table';
import { duration } from '../duration.js';
import type { ReportClient } from '../schema.js';
import type { TextOptions } from './style.js';

/** Clients side by side: outcome and time. */
export function clientTable(clients: readonly ReportClient[], options: TextOptions): string {
  const rows = clients.map(({ client, version, outcome, predictedMs, bound }) => [
    client,
    version,
    outcome,
    bound === 'unbounded' ? 'for ever' : duration(predictedMs),
  ]);
  return table([['client', 'version', 'outcome', 'takes'], ...rows], {
    border: getBorderCharacters(options.unicode ? 'norc' : 'ramac'),
    drawHorizontalLine: (index, count) => index === 0 || index === 1 || index === count,
    columns: { 3: { alignment: 'right' } },
  }).trimEnd();
}
