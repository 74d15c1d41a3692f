import { clientTime } from '../client-time.js';
import { duration } from '../duration.js';
import type { Report } from '../schema.js';
import { fixedWalkOf } from '../waterfall/fixed-walk.js';
import { SAID_WASTED_FROM_MS, waterfallOf } from '../waterfall/waterfall.js';
import { barLine } from './bar.js';
import { cellsOf, padTo } from './cells.js';
import { OUTCOMES } from './outcomes.js';
import { stretchesOf } from './stretches.js';
import type { Style, TextOptions } from './style.js';

const INDENT = '  ';

/** The time as it is, and on the same scale what the first proven fix makes of it: one bar each. Empty where hardly any time is wasted. */
export function timeBars({ clients, findings }: Report, style: Style, { width }: TextOptions): string[] {
  const worstFirst = OUTCOMES.flatMap((outcome) => clients.filter((client) => client.outcome === outcome));
  const client = worstFirst.find(({ client: name }) => fixedWalkOf(name, findings) !== null) ?? worstFirst[0];
  if (client === undefined || client.outcome === 'unknown') return [];
  const now = waterfallOf(client);
  if (now.wastedMs < SAID_WASTED_FROM_MS) return [];
  const walk = fixedWalkOf(client.client, findings);
  const bars = [
    {
      words: `${clients.length > 1 ? `${client.client} ` : ''}${walk === null ? 'takes' : 'now'}`,
      waterfall: now,
      time: clientTime(client),
    },
    ...(walk === null
      ? []
      : [{ words: 'with the fix', waterfall: waterfallOf(walk), time: duration(walk.predictedMs) }]),
  ].map(({ words, waterfall, time }) => ({
    words,
    time,
    totalMs: waterfall.totalMs,
    stretches: stretchesOf(waterfall),
  }));
  const words = Math.max(...bars.map((bar) => cellsOf(bar.words)));
  const time = Math.max(...bars.map((bar) => bar.time.length));
  const cells = Math.max(1, width - INDENT.length - words - time - 2);
  const scaleMs = Math.max(...bars.flatMap(({ totalMs, stretches }) => [totalMs, ...stretches.map(endOfStretch)]));
  return bars.map((bar) =>
    `${INDENT}${padTo(bar.words, words)} ${bar.time.padStart(time)} ${barLine(bar.stretches, scaleMs, cells, style)}`.trimEnd(),
  );
}

function endOfStretch({ startMs, ms }: { readonly startMs: number; readonly ms: number }): number {
  return startMs + ms;
}
