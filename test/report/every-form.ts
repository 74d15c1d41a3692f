import { FORMS, type FormName } from '../../src/report/forms.js';
import { renderHtml } from '../../src/report/html/render.js';
import { renderJunit } from '../../src/report/junit/render.js';
import { renderMarkdown } from '../../src/report/markdown/render.js';
import { renderSarif } from '../../src/report/sarif/render.js';
import type { Report } from '../../src/report/schema.js';
import { junitProblems, junitText } from './junit/validate.js';
import { markdownProblems } from './markdown/read-back.js';
import { sarifProblems } from './sarif/validate.js';

const OPTIONS = { text: { color: false, unicode: true, width: 80, verbose: false }, isFile: true };
const HTML_PAGE = /<html [\s\S]*<\/html>\s*$/;

/** What is wrong with a report in the forms that other programs read: JUnit by its XSD, SARIF by its schema, Markdown read back, the page by its frame. Schemas are compiled once. */
export function formProblems(report: Report): readonly string[] {
  const html = renderHtml([report], OPTIONS);
  const markdown = renderMarkdown([report], OPTIONS);
  const junit = renderJunit([report], OPTIONS);
  const sarif = renderSarif([report], OPTIONS);
  const written: readonly (readonly [FormName, string])[] = [
    ['html', html],
    ['markdown', markdown],
    ['junit', junit],
    ['sarif', sarif],
  ];
  return [
    ...written.flatMap(([form, text]) =>
      FORMS[form].begins.some((begins) => text.startsWith(begins)) ? [] : [`${form} begins with ${text.slice(0, 100)}`],
    ),
    ...(HTML_PAGE.test(html) ? [] : ['html: no whole page']),
    ...markdownProblems(markdown).map((problem) => `markdown: ${problem}`),
    ...junitProblems(junit).map((problem) => `junit: ${problem}`),
    ...sarifProblems(sarif).map((problem) => `sarif: ${problem}`),
    ...(isBadIn(junit) === (report.exitCode !== 0) ? [] : [`junit: not as the exit code ${report.exitCode}`]),
  ];
}

/** Whether a CI system takes it for bad. */
function isBadIn(junit: string): boolean {
  const [failures = '', errors = ''] = ['failures', 'errors'].flatMap((name) =>
    junitText(junit, `/testsuites/@${name}`),
  );
  return Number(failures) + Number(errors) > 0;
}
