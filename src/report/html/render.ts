import type { RenderForm } from '../forms.js';
import { firstCause } from '../last-line.js';
import type { Report } from '../schema.js';
import { manyBody } from './many.js';
import { page } from './page.js';
import { reportBody } from './report-body.js';

/** One self-contained page: one report in full, many by cause. Everything in it is untrusted until `html` has escaped it. */
export const renderHtml: RenderForm = (reports) => {
  const [report, second] = reports;
  if (report === undefined || second !== undefined)
    return page(
      `regdoctor: ${reports.length} references`,
      { id: 'causes-title', name: 'the causes' },
      manyBody(reports),
    );
  const { verdict, operation, reference } = report;
  return page(
    `${verdict}: ${operation} of ${reference.input}`,
    skipOf(report),
    reportBody(report, { level: 1, id: '' }),
  );
};

/** What comes first is the fix where there is one. */
function skipOf(report: Report): { readonly id: string; readonly name: string } {
  if ((firstCause(report)?.fixes.length ?? 0) > 0) return { id: 'fix-title', name: 'the fix' };
  return report.clients.length > 0
    ? { id: 'time-title', name: 'the time line' }
    : { id: 'verdict', name: 'the verdict' };
}
