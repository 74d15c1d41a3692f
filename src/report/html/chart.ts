import { duration } from '../duration.js';
import { endOf, hasTime } from '../waterfall/times.js';
import { SAID_WASTED_FROM_MS, type Waterfall, type WaterfallRow } from '../waterfall/waterfall.js';
import { ticksOf } from './axis.js';
import { axisLabels, bar, emptyBar, repeats, type Scale } from './bars.js';
import { MAX_ROWS } from './limits.js';
import { type Content, html, type Markup } from './markup.js';
import { byOrigin } from './origins.js';
import { sign, stateOf } from './state.js';
import { urlParts } from './url-parts.js';

const LAYERS = {
  dns: 'DNS',
  tcp: 'TCP',
  tls: 'TLS',
  wait: 'wait',
  http: 'HTTP',
  token: 'token',
  manifest: 'manifest',
  blob: 'blob',
  upload: 'upload',
} as const;

/** The time line that all these waterfalls fit on; without marks where no time is known. */
export function scaleOf(waterfalls: readonly Waterfall[]): Scale {
  const ends = waterfalls.map((waterfall) => Math.max(waterfall.totalMs, endOf(waterfall)));
  const ms = ends.reduce((longest, end) => (Number.isFinite(end) ? Math.max(longest, end) : longest), 1);
  const isKnown = waterfalls.some(({ rows }) => rows.some(hasTime));
  return { ms, ticks: isKnown ? ticksOf(ms) : [] };
}

/** A walk as a table with a bar in each row. @param caption what the table shows, in one sentence. */
export function chart(waterfall: Waterfall, caption: Markup, scale: Scale): Markup {
  const { rows, hiddenRetries } = waterfall;
  const told = new Set<string>();
  const shown = rows.slice(0, MAX_ROWS);
  const groups = byOrigin(shown).map(
    ({ origin, proxy, rows: own }) =>
      html`<tbody role="rowgroup">${origin === null ? null : originRow(origin, proxy)}${own.map((row) => stepRow(row, scale, told))}</tbody>
`,
  );
  const left = rows.length > MAX_ROWS ? lastRow(`… ${rows.length - MAX_ROWS} more steps`, emptyBar(scale), '') : null;
  const again = hiddenRetries === 0 ? null : againRow(waterfall, endOf({ rows: shown }), scale);
  return html`<table class="waterfall" role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col" class="step">Step</th><th role="columnheader" scope="col" class="line"><span class="unseen">Time line</span>${axisLabels(scale)}</th><th role="columnheader" scope="col" class="took">Took</th><th role="columnheader" scope="col" class="end">Result</th></tr></thead>
${groups}${left === null && again === null ? null : html`<tbody role="rowgroup">${left}${again}</tbody>`}</table>
`;
}

function originRow(origin: string, proxy: string | null): Markup {
  const through = proxy === null ? null : html` <span class="soft">through ${proxy}</span>`;
  return html`<tr role="row" class="origin"><th role="rowheader" scope="rowgroup" colspan="4"><code>${origin}</code>${through}</th></tr>`;
}

function stepRow(row: WaterfallRow, scale: Scale, told: Set<string>): Markup {
  const timed = hasTime(row);
  const wasted = row.wasted && row.ms >= SAID_WASTED_FROM_MS ? html` <span class="unseen">wasted</span>` : null;
  return html`<tr role="row" class="${row.isPart ? 'part-of' : 'request'}"><th role="rowheader" scope="row" class="step"><span class="layer">${LAYERS[row.layer]}</span> ${whereOf(row)}</th><td role="cell" class="line">${timed ? bar(row, scale) : emptyBar(scale)}</td><td role="cell" class="took">${timed ? duration(row.ms) : null}${wasted}</td><td role="cell" class="end">${resultOf(row)}</td></tr>${detailRow(row, told)}
`;
}

function whereOf({ label, method, layer }: WaterfallRow): Content {
  if (layer === 'wait') return html`<span class="soft">${label}</span>`;
  if (method === null) return html`<code>${label}</code>`;
  const { path } = urlParts(label);
  return html`<code title="${label}">${method === 'GET' ? '' : `${method} `}${path}</code>`;
}

function resultOf({ outcome, status }: WaterfallRow): Markup {
  if (outcome === 'not sent') return html`<span class="soft">not sent</span>`;
  const state = stateOf(outcome);
  const words = status === null ? outcome : outcome === 'ok' ? `${status}` : `${status} ${outcome}`;
  return html`<span class="s-${state}">${sign(state)}${words}</span>`;
}

/** A request that failed in its connect says the same as the connect: once is enough. */
function detailRow({ detail, outcome }: WaterfallRow, told: Set<string>): Content {
  if (detail === null || outcome === 'ok' || outcome === 'waits' || told.has(detail)) return null;
  told.add(detail);
  return html`<tr role="row" class="detail"><td role="cell" colspan="4">${detail}</td></tr>`;
}

/** The client's own retries, from where the first round ends. */
function againRow({ hiddenRetries, totalMs }: Waterfall, end: number, scale: Scale): Markup {
  const words = `and the same again ${hiddenRetries} more time${hiddenRetries === 1 ? '' : 's'} by the client’s own retries`;
  if (totalMs <= end) return lastRow(words, emptyBar(scale), '');
  return lastRow(words, repeats(end, totalMs, scale), duration(totalMs - end));
}

function lastRow(words: string, drawn: Markup, took: string): Markup {
  return html`<tr role="row" class="rest"><th role="rowheader" scope="row" class="step">${words}</th><td role="cell" class="line">${drawn}</td><td role="cell" class="took">${took}</td><td role="cell" class="end"></td></tr>`;
}
