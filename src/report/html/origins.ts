import type { WaterfallRow } from '../waterfall/waterfall.js';
import { urlParts } from './url-parts.js';

/** Steps in a row that speak to the same server the same way. */
export interface OriginGroup {
  /** `https://host:5000`; null for waits. */
  readonly origin: string | null;
  readonly proxy: string | null;
  readonly rows: readonly WaterfallRow[];
}

/** Steps in the order of time, those to one server together: its name is said once. Pure. */
export function byOrigin(rows: readonly WaterfallRow[]): OriginGroup[] {
  const requests = new Map(rows.filter(({ isPart }) => !isPart).map((row) => [row.id, row]));
  const groups: (Omit<OriginGroup, 'rows'> & { rows: WaterfallRow[] })[] = [];
  for (const row of rows) {
    const request = requests.get(row.request) ?? row;
    const origin = request.method === null ? null : urlParts(request.label).origin;
    const { proxy } = request;
    const last = groups.at(-1);
    if (last !== undefined && last.origin === origin && last.proxy === proxy) last.rows.push(row);
    else groups.push({ origin, proxy, rows: [row] });
  }
  return groups;
}
