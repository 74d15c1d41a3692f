import { duration } from './duration.js';
import type { ReportClient } from './schema.js';

/** How long a client takes, for people: `30.1 s`, `at least 30.1 s`, `for ever`. @param least what stands before a time that is a lower bound. */
export function clientTime({ bound, predictedMs }: Pick<ReportClient, 'bound' | 'predictedMs'>, least = 'at least '): string {
  return bound === 'unbounded' ? 'for ever' : `${bound === 'atLeast' ? least : ''}${duration(predictedMs)}`;
}

/** True where a time would say something: of a walk that could not be seen from its beginning nothing is known. */
export function isTimeKnown({ outcome, predictedMs, bound }: Pick<ReportClient, 'outcome' | 'bound' | 'predictedMs'>): boolean {
  return outcome !== 'unknown' || predictedMs > 0 || bound === 'unbounded';
}
