import type { RenderForm } from '../forms.js';
import type { Report } from '../schema.js';
import { inline } from './inline.js';
import { manyLines } from './many.js';
import { reportLines } from './report.js';

/** First line of every such file, by which regdoctor knows it as its own. */
const BEGINNING = '<!-- regdoctor report -->';

/** GitHub-flavoured Markdown for issues, chats and wikis: what other people's names and words hold is shown, and does nothing. */
export const renderMarkdown: RenderForm = (reports) => {
  const [first] = reports;
  const body = reports.length === 1 && first !== undefined ? reportLines(first, 2) : manyLines(reports);
  return `${[BEGINNING, '', ...body, ...origin(first)].join('\n')}\n`;
};

function origin(report: Report | undefined): string[] {
  return report === undefined ? [] : [`<sub>${inline(`regdoctor ${report.tool.version}, ${report.startedAt}`)}</sub>`];
}
