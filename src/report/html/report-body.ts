import { clientTime } from '../client-time.js';
import { firstCause } from '../last-line.js';
import type { Report, ReportFinding } from '../schema.js';
import { type SameWalk, sameWalks } from '../waterfall/same-walks.js';
import { bounded } from './bounded.js';
import { clientsSection } from './clients.js';
import { findingsSection } from './findings.js';
import { fixesOf } from './fixes.js';
import { MAX_WALKS } from './limits.js';
import { type Content, html, type Markup } from './markup.js';
import { pathSection } from './path-picture.js';
import { type Place, section } from './place.js';
import { realSection } from './real.js';
import { badge } from './state.js';
import { storageSection } from './storage.js';
import { verdictBanner } from './verdict.js';
import { viewsSection } from './views.js';
import { namesOf, walkCharts } from './walk.js';
import { notesSection, rightsSection, unknownSection } from './words.js';

/** Walks of further clients that are open at first; the others are folded. */
const OPEN_WALKS = 3;

/** One report, everything in the order in which it is needed on call; on a desk the time stands left of the fix. */
export function reportBody(report: Report, place: Place): Markup {
  const cause = firstCause(report);
  const walks = ordered(sameWalks(report.clients, report.findings), cause);
  const [first, ...others] = walks;
  const fix = cause === null || cause.fixes.length === 0 ? null : fixSection(report, cause, place);
  const time = first === undefined ? null : section(place, 'time', 'Where the time goes', walkCharts(first));
  return html`${verdictBanner(report, place)}<div class="${fix === null ? 'first alone' : 'first'}">
${fix}${time}</div>
${othersSection(others, place)}${findingsSection(report, fix === null ? null : cause, place)}${first === undefined ? null : pathSection(report, first, place)}${clientsSection(report, place)}${viewsSection(report, place)}${rightsSection(report, place)}${storageSection(report, place)}${realSection(report, place)}${unknownSection(report, place)}${notesSection(report, place)}`;
}

/** The walk that the first fix is for comes first, else one that the cause touches. */
function ordered(walks: readonly SameWalk[], cause: ReportFinding | null): SameWalk[] {
  const names = [...(cause?.fixes[0]?.client.split(', ') ?? []), ...(cause?.clients ?? [])];
  const rank = ({ clients }: SameWalk): number => {
    const own = new Set(clients.map(({ client }) => client));
    const at = names.findIndex((name) => own.has(name));
    return at === -1 ? names.length : at;
  };
  return walks.toSorted((a, b) => rank(a) - rank(b));
}

function fixSection(report: Report, cause: ReportFinding, place: Place): Markup {
  return section(place, 'fix', 'What to do', html`${fixesOf(cause, 'cure', report.vantage, place)}`);
}

function othersSection(walks: readonly SameWalk[], place: Place): Content {
  if (walks.length === 0) return null;
  const body = bounded(
    walks,
    MAX_WALKS,
    (walk, index) => {
      const [client] = walk.clients;
      return html`<details${index < OPEN_WALKS ? html` open` : null}><summary>${namesOf(walk.clients)} ${badge(client.outcome)} <span class="soft">${clientTime(client)}</span></summary>${walkCharts(walk)}</details>
`;
    },
    (words) => html`<p class="soft">${words} walks</p>`,
  );
  return section(place, 'others', 'The other clients', html`${body}`);
}
