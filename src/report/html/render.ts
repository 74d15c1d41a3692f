import type { RenderForm } from '../forms.js';
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
  const { verdict, operation, reference, findings } = report;
  const hasFix = findings.some(({ severity, fixes }) => severity !== 'info' && fixes.length > 0);
  const skip = hasFix
    ? { id: 'fix-title', name: 'the fix' }
    : report.clients.length > 0
      ? { id: 'time-title', name: 'the time line' }
      : { id: 'verdict', name: 'the verdict' };
  return page(`${verdict}: ${operation} of ${reference.input}`, skip, reportBody(report, { level: 1, id: '' }));
};
