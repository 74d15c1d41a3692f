import { clientTime } from '../client-time.js';
import { duration } from '../duration.js';
import type { ReportClient } from '../schema.js';
import type { SameWalk } from '../waterfall/same-walks.js';
import { SAID_WASTED_FROM_MS, type Waterfall, waterfallOf } from '../waterfall/waterfall.js';
import { type Scale, sample } from './bars.js';
import { chart, scaleOf } from './chart.js';
import { type Content, html, type Markup } from './markup.js';
import { sign, stateOf } from './state.js';

/** Names on one caption; more are counted. */
const MAX_NAMES = 8;

/** The walk as it is and, on the same time line, as it would be after the fix. */
export function walkCharts({ clients, after }: SameWalk): Markup {
  const [client] = clients;
  const now = waterfallOf(client);
  const then = after === null ? null : waterfallOf(after);
  const scale = scaleOf(then === null ? [now] : [now, then]);
  const caption = html`${then === null ? null : html`<span class="when">Now:</span> `}${namesOf(clients)}: ${outcomeWords(client, now)}${basisOf(clients)}`;
  return html`<div class="walk">
${chart(now, caption, scale)}${then === null || after === null ? null : chart(then, afterCaption(after.outcome, then), scale)}${
  client.says !== null && client.outcome === 'fail'
    ? html`<p class="says"><span class="soft">Ends with:</span> ${client.says}</p>`
    : null
}${legend(now, then, scale)}</div>
`;
}

/** `buildah 1.28.2, podman 4.3.1 (assumed)`. */
export function namesOf(clients: readonly ReportClient[]): string {
  const names = clients
    .slice(0, MAX_NAMES)
    .map(({ client, version, versionFrom }) => `${client} ${version}${versionFrom === 'assumed' ? ' (assumed)' : ''}`);
  return `${names.join(', ')}${clients.length > MAX_NAMES ? ` and ${clients.length - MAX_NAMES} more` : ''}`;
}

function outcomeWords(client: ReportClient, { wastedMs }: Waterfall): Markup {
  const state = stateOf(client.outcome);
  const time = clientTime(client);
  const wasted = wastedWords(wastedMs);
  return html`<span class="s-${state} strong">${sign(state)}${client.outcome}${time === '' ? '' : `, ${time}`}</span>${wasted}`;
}

function afterCaption(outcome: ReportClient['outcome'], { totalMs, wastedMs }: Waterfall): Markup {
  const wasted = wastedWords(wastedMs);
  return html`<span class="when">After the fix:</span> <span class="s-${stateOf(outcome)} strong">${sign(stateOf(outcome))}${outcome}, ${duration(totalMs)}</span>${wasted}`;
}

function wastedWords(wastedMs: number): string {
  return wastedMs < SAID_WASTED_FROM_MS ? '' : `, ${duration(wastedMs)} of it wasted`;
}

function basisOf(clients: readonly ReportClient[]): Content {
  return clients.every(({ basis }) => basis === 'run')
    ? null
    : html` <span class="soft">(from the source of this version, not run here)</span>`;
}

function legend(now: Waterfall, then: Waterfall | null, scale: Scale): Markup {
  const again = now.hiddenRetries > 0 || (then !== null && then.hiddenRetries > 0);
  return html`<p class="legend"><span>${sample('part')} connection</span><span>${sample('time')} request</span><span>${sample('wasted')} wasted: brought nothing</span>${
    again ? html`<span>${sample('again')} the client’s own retries</span>` : null
  }${then === null ? null : html`<span class="soft">both on one time line of ${duration(scale.ms)}</span>`}</p>`;
}
