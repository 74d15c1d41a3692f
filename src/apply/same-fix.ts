import { isDeepStrictEqual } from 'node:util';
import type { Report, ReportFix } from '../report/schema.js';

/** What a fix does: whom it is for, which files become what, which commands belong to it. Its words and its proof are not part of it. */
function deedOf({ kind, client, files, commands }: ReportFix): unknown {
  return { kind, client, files, commands };
}

/** The fix of a report that does the same for the same finding code; null: there is none. */
export function sameFixIn(report: Report, code: string, fix: ReportFix): ReportFix | null {
  const deed = deedOf(fix);
  return (
    report.findings
      .filter((finding) => finding.code === code)
      .flatMap(({ fixes }) => fixes)
      .find((each) => isDeepStrictEqual(deedOf(each), deed)) ?? null
  );
}
