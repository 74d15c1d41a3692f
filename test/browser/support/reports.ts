import { checkLab } from '../../../src/cli/lab-check.js';
import type { FaultName } from '../../../src/lab/catalogue.js';
import { startLab } from '../../../src/lab/lab.js';
import { renderHtml } from '../../../src/report/html/render.js';
import type { Report } from '../../../src/report/schema.js';

const TEXT = { color: false, unicode: true, width: 80, verbose: false } as const;
const known = new Map<FaultName, Promise<Report>>();

/** The report of a lab on loopback, made once a file. */
export function labReport(name: FaultName): Promise<Report> {
  const report = known.get(name) ?? run(name);
  known.set(name, report);
  return report;
}

async function run(name: FaultName): Promise<Report> {
  const lab = await startLab(name);
  try {
    return await checkLab(lab, { json: true });
  } finally {
    await lab.stop();
  }
}

/** The page of one report or many, as it gets into a file. */
export function pageOf(...reports: readonly Report[]): string {
  return renderHtml(reports, { text: TEXT, isFile: true });
}
