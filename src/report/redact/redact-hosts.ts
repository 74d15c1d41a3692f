import type { Report } from '../schema.js';

/** Replaces names of hosts, addresses and users, the same one by the same words everywhere, however many reports go through it. */
export interface HostRedactor {
  report(report: Report): Report;
  /** The same for a line that goes to the terminal. */
  text(line: string): string;
}

/** Stub of the skeleton. */
export function createHostRedactor(): HostRedactor {
  return { report: (report) => report, text: (line) => line };
}
