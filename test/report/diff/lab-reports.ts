import { checkLab } from '../../../src/cli/lab-check.js';
import type { FaultName } from '../../../src/lab/catalogue.js';
import { startLab } from '../../../src/lab/lab.js';
import type { Report } from '../../../src/report/schema.js';

/** A lab's report as it is, and with the files of its first proven fix laid over it: the same registry, asked twice. */
export async function beforeAndAfter(name: FaultName): Promise<{ readonly bad: Report; readonly good: Report }> {
  const lab = await startLab(name);
  try {
    const bad = await checkLab(lab, { json: true });
    const fixes = bad.findings.flatMap((finding) => finding.fixes);
    const fix = fixes.find(
      ({ proof, files }) => proof.kind === 'replayed' && files.some(({ action }) => action === 'write'),
    );
    const files = (fix?.files ?? []).map(({ path, content }) => ({ path, content: content ?? '' }));
    return { bad: saved(bad), good: saved(await checkLab(lab, { fix: files, json: true })) };
  } finally {
    await lab.stop();
  }
}

/** A lab's report. */
export async function labReport(name: FaultName): Promise<Report> {
  const lab = await startLab(name);
  try {
    return saved(await checkLab(lab, { json: true }));
  } finally {
    await lab.stop();
  }
}

/** As it comes back from a file. */
function saved(report: Report): Report {
  return JSON.parse(JSON.stringify(report)) as Report;
}
