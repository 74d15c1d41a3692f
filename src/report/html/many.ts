import { type CauseGroup, causeGroups, shownInFull } from '../cause-groups.js';
import { firstCause } from '../last-line.js';
import type { Report } from '../schema.js';
import { bounded } from './bounded.js';
import { MAX_CAUSES, MAX_FULL, MAX_FULL_OF_A_CAUSE, MAX_NAMED_OF_A_CAUSE } from './limits.js';
import { breakable, type Content, html, type Markup } from './markup.js';
import { reportBody } from './report-body.js';
import { badge, stateOf } from './state.js';

/** So many references are named at once, more are folded. */
const OPEN_NAMES = 3;

/** Many references: how many fare how, a table by cause, then the reports folded. */
export function manyBody(reports: readonly Report[]): Markup {
  const groups = causeGroups(reports);
  const full = shownInFull(groups, MAX_FULL_OF_A_CAUSE, MAX_FULL);
  const counts = (['broken', 'unknown', 'degraded', 'ok'] as const)
    .map((verdict) => ({ verdict, count: reports.filter((report) => report.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
  const worst = groups[0]?.verdict ?? 'unknown';
  const rows = bounded(
    groups,
    MAX_CAUSES,
    causeRow,
    (words) => html`<tr role="row"><td role="cell" colspan="3" class="soft">${words} causes</td></tr>`,
  );
  return html`<header class="verdict card s-${stateOf(worst)}">
<h1>${reports.length} references: ${counts.map(({ verdict, count }) => `${count} ${verdict}`).join(', ')}</h1>
</header>
<section class="card sec-causes" aria-labelledby="causes-title">
<h2 id="causes-title" tabindex="-1">By cause</h2>
<table role="table" class="plain-table causes"><caption class="unseen">References by cause</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Verdict and cause</th><th role="columnheader" scope="col" class="number">References</th><th role="columnheader" scope="col">What is wrong, and what to do</th></tr></thead>
<tbody role="rowgroup">${rows}</tbody></table>
</section>
${full.length === 0 ? null : eachInFull(full, reports.length)}`;
}

function causeRow({ code, verdict, reports }: CauseGroup): Markup {
  const [first] = reports;
  const fix = first.findings.find((finding) => finding.code === code)?.fixes[0];
  const names = bounded(
    reports,
    MAX_NAMED_OF_A_CAUSE,
    ({ reference }) => html`<li><code>${breakable(reference.input)}</code></li>`,
    (words) => html`<li class="soft">${words}</li>`,
  );
  const list = html`<ul class="bare">${names}</ul>`;
  const todo =
    fix === undefined
      ? null
      : html`<p class="soft">${fix.proof.kind === 'hypothetical' ? 'Next step' : 'Fix'}${reports.length === 1 ? '' : ', for the first of them'}: ${breakable(fix.summary)}</p>`;
  const folded =
    reports.length <= OPEN_NAMES
      ? list
      : html`<details><summary>The ${reports.length} references<span class="unseen"> of ${code ?? 'no cause'}</span></summary>${list}</details>`;
  return html`<tr role="row"><th role="rowheader" scope="row">${badge(verdict)}${code === null ? null : html` <code>${code}</code>`}</th><td role="cell" class="number">${reports.length}<span class="beside"> reference${reports.length === 1 ? '' : 's'}</span></td><td role="cell"><p>${breakable(first.summary)}</p>${todo}${folded}</td></tr>
`;
}

function eachInFull(full: readonly Report[], count: number): Markup {
  const left: Content =
    full.length === count
      ? null
      : html`<p class="soft">${full.length} of ${count} are shown in full: of each cause the first ${MAX_FULL_OF_A_CAUSE}, ${MAX_FULL} in all, none that is healthy. All of them: <code>--output jsonl</code>.</p>`;
  return html`<section class="card sec-each" aria-labelledby="each-title">
<h2 id="each-title">Each reference</h2>
${left}${full.map(
  (
    report,
    index,
  ) => html`<details><summary>${badge(report.verdict)} <code>${breakable(report.reference.input)}</code> <span class="soft">${firstCause(report)?.code ?? null}</span></summary>
${reportBody(report, { level: 3, id: `r${index + 1}-` })}</details>
`,
)}</section>
`;
}
