import { duration } from './duration.js';
import type { ReportClient } from './schema.js';

/**
 * How long a client takes, for people: `30.1 s`, `at least 30.1 s`, `for ever`; empty where nothing of its walk could be seen.
 * @param least what stands before a time that is a lower bound.
 */
export function clientTime(
  { outcome, bound, predictedMs }: Pick<ReportClient, 'outcome' | 'bound' | 'predictedMs'>,
  least = 'at least ',
): string {
  if (bound === 'unbounded') return FOR_EVER;
  if (outcome === 'unknown' && predictedMs === 0) return '';
  return `${bound === 'atLeast' ? least : ''}${duration(predictedMs)}`;
}

/** What `clientTime` says of a client that nothing stops. */
export const FOR_EVER = 'for ever';
