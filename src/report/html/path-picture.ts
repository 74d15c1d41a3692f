import type { Report } from '../schema.js';
import type { SameWalk } from '../waterfall/same-walks.js';
import { bounded } from './bounded.js';
import { type Hop, type HopState, type Lane, lanesOf } from './lanes.js';
import { MAX_LANES } from './limits.js';
import { breakable, type Content, html, type Markup, trusted } from './markup.js';
import { type Place, section } from './place.js';
import { middleCut } from './url-parts.js';

/** Characters of a name in its box: addresses of a name with many are cut. */
const MAX_NAME_CHARACTERS = 90;

/** A whole arrow, one with a gap and a cross in it, a dashed one. */
const LINE = '<path d="M2 10h46"/><path class="tip" d="M46 5l8 5-8 5z"/>';
const ARROWS: Readonly<Record<HopState, string>> = {
  ok: LINE,
  slow: `${LINE}<circle class="mark" cx="24" cy="10" r="5"/><path d="M24 7v3l2 1.4"/>`,
  broken:
    '<path d="M2 10h13m20 0h13"/><path class="tip" d="M46 5l8 5-8 5z"/><path class="cross" d="M19 4l12 12m0-12L19 16"/>',
  unknown: '<path class="dashed" d="M2 10h46"/><path class="tip" d="M46 5l8 5-8 5z"/>',
  unreached: '<path class="dashed" d="M2 10h46"/><path class="tip" d="M46 5l8 5-8 5z"/>',
};
const SAID: Readonly<Record<HopState, string>> = {
  ok: 'works',
  slow: 'works in part',
  broken: 'broken',
  unknown: 'not known',
  unreached: '',
};

/** The way of a walk as a picture: from the client to each server, broken links crossed out and named. */
export function pathSection(report: Report, { clients }: SameWalk, place: Place): Content {
  const [client] = clients;
  const lanes = lanesOf(client, report.reference);
  if (lanes.length === 0) return null;
  const rows = bounded(lanes, MAX_LANES, lane, (words) => html`<li class="soft">${words} hosts</li>`);
  return section(
    place,
    'path',
    'The way to the image',
    html`<div class="picture"><p class="node client"><span class="kind">client</span> <strong>${client.client}</strong></p><ol class="lanes">${rows}</ol></div>`,
  );
}

function lane({ hops }: Lane): Markup {
  return html`<li><ol class="hops">${hops.map(hop)}</ol></li>
`;
}

function hop({ kind, name, state, word }: Hop): Markup {
  const said = SAID[state];
  return html`<li class="hop h-${state}"><span class="link"><svg width="56" height="20" viewBox="0 0 56 20" aria-hidden="true" focusable="false">${trusted(ARROWS[state])}</svg><span class="word">${
    state === 'broken'
      ? html`<strong>broken:</strong> `
      : said === '' || said === word
        ? null
        : html`<span class="unseen">${said}: </span>`
  }${word}</span></span><span class="node"><span class="kind">${kind}</span> <code>${breakable(middleCut(name, MAX_NAME_CHARACTERS))}</code></span></li>`;
}
