import type { Report, ReportFinding } from '../schema.js';
import { bounded } from './bounded.js';
import { fixesOf } from './fixes.js';
import { MAX_EVIDENCE, MAX_FINDINGS } from './limits.js';
import { type Content, html, type Markup } from './markup.js';
import { heading, type Place, section } from './place.js';
import { badge } from './state.js';

/** All findings, evidence folded. @param shown the finding whose fixes stand above already. */
export function findingsSection(report: Report, shown: ReportFinding | null, place: Place): Content {
  if (report.findings.length === 0) return null;
  const body = bounded(
    report.findings,
    MAX_FINDINGS,
    (finding, index) => findingCard(finding, finding === shown ? null : `finding-${index + 1}`, report.vantage, place),
    (words) => html`<p class="soft">${words} findings</p>`,
  );
  return section(place, 'findings', 'Findings', html`${body}`);
}

/** @param name of its fixes on the page; null where they stand above. */
function findingCard(finding: ReportFinding, name: string | null, vantage: Report['vantage'], place: Place): Markup {
  const { severity, code, title, causedBy, clients } = finding;
  return html`<article>
${heading(place, 2, html`${badge(severity)} <code>${code}</code>`)}
<p>${title}.</p>
<p class="soft">${clients.length === 0 ? '' : `Touches ${clients.join(', ')}. `}${
    causedBy === null ? '' : `Follows from ${causedBy}. `
  }More: <code>regdoctor runbook ${code}</code></p>
${evidence(finding)}${name === null ? null : fixesOf(finding, name, vantage, place)}</article>
`;
}

function evidence({ evidence: proofs, location, code }: ReportFinding): Content {
  const told = location === null || proofs.some(({ text }) => text.includes(location.path));
  const texts = [
    ...proofs.map(({ text }) => text),
    ...(told ? [] : [`set in ${location.path}${location.line === null ? '' : `:${location.line}`}`]),
  ];
  if (texts.length === 0) return null;
  const items = bounded(
    texts,
    MAX_EVIDENCE,
    (text) => html`<li>${text}</li>`,
    (words) => html`<li class="soft">${words}</li>`,
  );
  return html`<details class="shown"><summary>How it is known<span class="unseen"> (${code})</span> <span class="soft">${texts.length}</span></summary><ul>${items}</ul></details>
`;
}
