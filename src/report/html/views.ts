import type { Report, ReportView } from '../schema.js';
import { bounded, sentenceList } from './bounded.js';
import { MAX_CLIENTS, MAX_SENTENCES } from './limits.js';
import { type Content, html } from './markup.js';
import { type Place, section } from './place.js';
import { badge } from './state.js';

const NAMES = { pod: 'This pod', node: 'The node' } as const;
const NETWORKS = { pod: "the pod's", node: "the node's", host: "this machine's" } as const;

const ROWS: readonly (readonly [title: string, cell: (view: ReportView) => Content])[] = [
  ['Files', ({ files }) => html`<code>${files}</code>`],
  [
    'Network',
    ({ name, network }) => `${NETWORKS[network]}${name === 'node' && network === 'pod' ? ' (asked from here)' : ''}`,
  ],
  ['Name servers', ({ nameServers }) => nameServers.join(', ') || 'none'],
  [
    'Addresses',
    ({ addresses, lookUp, registry }) =>
      addresses.join(', ') || (registry === null ? 'none to look up' : (lookUp ?? 'not seen')),
  ],
  ['Clients', clientsOf],
];

/** What pod and node see, side by side; nothing without two views. */
export function viewsSection({ views }: Report, place: Place): Content {
  const [one, other] = views ?? [];
  if (one === undefined || other === undefined) return null;
  const rows = ROWS.map(
    ([title, cell]) => html`<tr><th scope="row">${title}</th><td>${cell(one)}</td><td>${cell(other)}</td></tr>
`,
  );
  const caption = one.registry === null ? 'Pod and node' : `${one.registry}, as pod and node see it`;
  return section(
    place,
    'views',
    'Pod and node',
    html`<table class="plain-table wide"><caption>${caption}</caption><thead><tr><td></td><th scope="col">${NAMES[one.name]}</th><th scope="col">${NAMES[other.name]}</th></tr></thead><tbody>${rows}</tbody></table>${sentenceList(
      [one, other].flatMap(({ name, notSeen }) => (notSeen === null ? [] : [`${NAMES[name]}: ${notSeen}`])),
      MAX_SENTENCES,
    )}`,
  );
}

function clientsOf({ clients }: ReportView): Content {
  if (clients.length === 0) return 'none judged';
  const items = bounded(
    clients,
    MAX_CLIENTS,
    ({ client, outcome, finding }) =>
      html`<li>${client} ${badge(outcome)}${finding === null ? null : html` <code>${finding}</code>`}</li>`,
    (words) => html`<li class="soft">${words}</li>`,
  );
  return html`<ul class="bare">${items}</ul>`;
}
