import { clientTime } from '../client-time.js';
import { duration } from '../duration.js';
import type { Report, ReportClient, ReportReal } from '../schema.js';
import { bounded, sentenceList } from './bounded.js';
import { copyBlock } from './copy-block.js';
import { MAX_SENTENCES, MAX_WALKS } from './limits.js';
import { type Content, html, type Markup } from './markup.js';
import { heading, type Place, section } from './place.js';
import { badge, stateOf } from './state.js';

type Proven = ReportClient & { readonly real: ReportReal };

/** What the real programs did, each beside its prediction; nothing where none was run. */
export function realSection({ clients }: Report, place: Place): Content {
  const proven = clients.filter((client): client is Proven => client.real !== null);
  if (proven.length === 0) return null;
  const body = bounded(
    proven,
    MAX_WALKS,
    (client, index) => oneOf(client, index, place),
    (words) => html`<p class="soft">${words} programs</p>`,
  );
  return section(place, 'real', 'Run for real', html`${body}`);
}

function oneOf(client: Proven, index: number, place: Place): Markup {
  const { real } = client;
  const name = `${client.client} ${real.version ?? 'of unknown version'}`;
  const requests = client.attempts.filter(
    ({ parent, url, step }) => parent === null && url !== null && step !== 'wait',
  );
  return html`<article>
${heading(place, 2, html`${name}: <span class="s-${stateOf(real.agrees)}">${verdictOn(real)}</span>`)}
<table class="plain-table wide"><caption class="unseen">${name}, predicted and real</caption><thead><tr><td></td><th scope="col">Predicted</th><th scope="col">Real</th></tr></thead><tbody>
<tr><th scope="row">Outcome</th><td>${badge(client.outcome)}</td><td>${badge(real.outcome)}</td></tr>
<tr><th scope="row">Time</th><td>${clientTime(client)}</td><td>${duration(real.ms)}</td></tr>
<tr><th scope="row">Requests</th><td>${requests.length}</td><td>${real.attempts.length}</td></tr>
${
  client.says === null && real.says === null
    ? null
    : html`<tr><th scope="row">Words</th><td>${client.says}</td><td>${real.says}</td></tr>
`
}</tbody></table>
<p class="soft">Ran: <code>${real.command}</code></p>${sentenceList(
    real.limits.map((limit) => `Limit: ${limit}`),
    MAX_SENTENCES,
  )}${
    real.toReport === null
      ? null
      : copyBlock(
          real.toReport,
          `${place.id}report-${index}`,
          `the lines about ${client.client}`,
          'regdoctor is wrong here: lines to open an issue with, hosts and names replaced',
        )
  }</article>
`;
}

function verdictOn({ agrees, difference }: ReportReal): string {
  if (agrees === 'yes') return 'as predicted';
  if (agrees === 'no') return `not as predicted${difference === null ? '' : `: ${difference}`}`;
  return `unknown whether as predicted${difference === null ? '' : ` (${difference})`}`;
}
