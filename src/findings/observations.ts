import type { Observation, Plan } from '../clients/client.js';
import type { Finding } from './finding.js';
import { placeOf } from './stop.js';

/** What the plan saw in the configuration that a finding about a setting speaks of. */
export function observationsOf(finding: Finding, plan: Plan): readonly Observation[] {
  return plan.observations.filter(({ code, source }) => code === finding.code && placeOf(source) === finding.subject);
}
