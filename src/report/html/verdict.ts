import { firstCause } from '../last-line.js';
import type { Report } from '../schema.js';
import { vantageLines } from '../text/vantage-lines.js';
import { breakable, html, type Markup } from './markup.js';
import { heading, type Place } from './place.js';
import { sign, stateOf } from './state.js';

/** Verdicts as they stand on the page. */
const VERDICTS = { ok: 'OK', degraded: 'Degraded', broken: 'Broken', unknown: "Can't tell" } as const;
/** What an exit code of a check says (exit-code.ts). */
const EXITS: Readonly<Record<number, string>> = {
  0: 'nothing fails',
  1: 'a fault was found',
  2: 'the call was wrong',
  3: 'not everything could be seen',
};

/** The verdict: word, cause, one sentence; then the reference and from where it was looked. */
export function verdictBanner(report: Report, place: Place): Markup {
  const { reference, operation, startedAt, tool, vantage } = report;
  const cause = firstCause(report);
  const state = stateOf(report.verdict);
  const exit = EXITS[report.exitCode];
  const from = vantageLines(vantage, Number.POSITIVE_INFINITY).map((line) => line.replace(/^looked from: /, ''));
  return html`<header class="verdict card s-${state}">
<p class="word"><span class="state">${sign(state)}${VERDICTS[report.verdict]}</span>${
    cause === null ? null : html` <code class="cause" title="code of the cause">${cause.code}</code>`
  } <span class="exit">exit code ${report.exitCode}${exit === undefined ? '' : `: ${exit}`}</span></p>
${heading(place, 0, breakable(report.summary), 'verdict')}
${report.error === null ? null : html`<p>${report.error.part}: ${report.error.message}${report.error.meant === null ? '' : `; meant: ${report.error.meant}`}</p>`}<dl>
<div><dt>${operation} of</dt><dd><code>${breakable(reference.input)}</code></dd></div>
<div><dt>looked from</dt><dd>${from.join('; ')}</dd></div>
<div><dt>made</dt><dd>${startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')} by ${tool.name} ${tool.version}</dd></div>
</dl>
</header>
`;
}
