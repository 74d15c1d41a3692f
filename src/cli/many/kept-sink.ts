import type { Report } from '../../report/schema.js';
import type { Sink } from './sink.js';

/** Keeps reports for forms that are written at the end, in the order of the call and without facts and inputs, which no such form shows. */
export function keptSink(): Sink & { reports(): readonly Report[] } {
  const kept: Report[] = [];
  return {
    tell({ index }, report) {
      kept[index] = { ...report, facts: {}, inputs: {} };
    },
    reports: () => kept.filter((report) => report !== undefined),
  };
}
