import { describe, expect, test } from 'vitest';
import { causeGroups, shownInFull } from '../../src/report/cause-groups.js';
import type { Report } from '../../src/report/schema.js';
import { aReport } from './a-report.js';

function ill(code: string, input: string, verdict: Report['verdict'] = 'broken'): Report {
  const report = aReport({ verdict });
  return {
    ...report,
    reference: { ...report.reference, input },
    findings: report.findings.map((finding) => ({ ...finding, code })),
  };
}
const healthy = aReport({ verdict: 'ok', findings: [] });

describe('many references', () => {
  const groups = causeGroups([
    healthy,
    ill('rare', 'r1'),
    ill('often', 'o1'),
    ill('late', 'l1', 'degraded'),
    ill('often', 'o2'),
    ill('often', 'o3'),
  ]);

  test('the worst verdict first, then the most frequent cause, the healthy last', () => {
    expect(groups.map(({ code, verdict, reports }) => [code, verdict, reports.length])).toEqual([
      ['often', 'broken', 3],
      ['rare', 'broken', 1],
      ['late', 'degraded', 1],
      [null, 'ok', 1],
    ]);
  });

  test('one of every cause is shown before a second of any', () => {
    const inputs = (ofEach: number, most: number) =>
      shownInFull(groups, ofEach, most).map(({ reference }) => reference.input);
    expect(inputs(5, 3)).toEqual(['o1', 'r1', 'l1']);
    expect(inputs(2, 10)).toEqual(['o1', 'o2', 'r1', 'l1']);
  });
});
