import { clientTime } from '../client-time.js';
import { decidingSource } from '../disagreement.js';
import type { Report, ReportClient } from '../schema.js';
import { sourceText } from '../source-text.js';
import { bounded } from './bounded.js';
import { MAX_CLIENTS, MAX_SOURCES } from './limits.js';
import { type Content, html, type Markup } from './markup.js';
import { type Place, section } from './place.js';
import { badge } from './state.js';

/** Clients side by side and, folded, the lines that decided for each. */
export function clientsSection(report: Report, place: Place): Content {
  const [client] = report.clients;
  if (client === undefined || (report.clients.length === 1 && client.sources.length === 0)) return null;
  if (report.clients.length === 1)
    return section(place, 'clients', `What decided for ${client.client}`, linesOf(client));
  const decided = bounded(
    report.clients.filter(({ sources }) => sources.length > 0),
    MAX_CLIENTS,
    sourcesOf,
    (words) => html`<p class="soft">${words}</p>`,
  );
  const rows = bounded(
    report.clients,
    MAX_CLIENTS,
    (
      client,
    ) => html`<tr><th scope="row">${client.client} <span class="soft">${client.version}</span></th><td>${badge(client.outcome)}</td><td class="number">${clientTime(client)}</td><td><code>${decidedBy(client)}</code></td></tr>
`,
    (words) => html`<tr><td colspan="4" class="soft">${words}</td></tr>`,
  );
  const table = html`<div class="scroll" tabindex="0" role="group" aria-label="Clients"><table class="plain-table"><caption class="unseen">Clients, how they fare, and the line that decided</caption>
<thead><tr><th scope="col">Client</th><th scope="col">Outcome</th><th scope="col" class="number">Takes</th><th scope="col">Decided by</th></tr></thead>
<tbody>${rows}</tbody></table></div>
`;
  return section(
    place,
    'clients',
    'The clients',
    html`${table}${report.disagreement ? html`<p>${report.disagreement}</p>` : null}${decided}`,
  );
}

function decidedBy({ sources }: ReportClient): string {
  const source = decidingSource(sources);
  return source === null ? 'its defaults' : sourceText(source);
}

function sourcesOf(client: ReportClient): Markup {
  return html`<details class="shown"><summary>What decided for ${client.client} <span class="soft">${client.sources.length}</span></summary>${linesOf(client)}</details>
`;
}

function linesOf({ sources }: ReportClient): Markup {
  const lines = bounded(
    sources,
    MAX_SOURCES,
    (source) => html`<li><code>${sourceText(source)}</code></li>`,
    (words) => html`<li class="soft">${words}</li>`,
  );
  return html`<ul>${lines}</ul>`;
}
