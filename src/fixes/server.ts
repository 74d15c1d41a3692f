import type { Case, DiagnosisContext } from '../findings/context.js';
import { loginStep } from '../findings/credential.js';
import type { Finding } from '../findings/finding.js';
import { type FixDraft, NO_CHANGE } from './fix.js';
import { improvedFacts } from './improved-facts.js';

/** Codes that only a change of what is asked for, or of who asks, can cure. */
const REQUEST_CODES: readonly string[] = [
  'auth-missing-credentials',
  'auth-bad-credentials',
  'auth-expired-token',
  'manifest-unknown',
  'repository-not-found',
  'wrong-platform',
  'invalid-reference',
  'short-name-unresolved',
  'rate-limited',
  'mediatype-unsupported',
];

/** Codes about this machine's own files and variables. */
const HOST_CODES: readonly string[] = [
  'policy-blocked-registry',
  'config-parse-error',
  'config-ignored-wrong-path',
  'config-unknown-key',
  'config-wrong-dialect',
  'config-conflict',
  'config-needs-restart',
  'config-deprecated',
  'auth-helper-missing',
  'auth-helper-failed',
];

/** Who must change what, tried over facts as they would be afterwards. */
export function serverDraft(finding: Finding, entry: Case, context: DiagnosisContext): FixDraft {
  const step = stepFor(finding, entry);
  return {
    ...NO_CHANGE,
    kind: HOST_CODES.includes(finding.code) ? 'host' : REQUEST_CODES.includes(finding.code) ? 'request' : 'server',
    summary: step,
    prose: [step],
    change: improvedFacts(finding, entry, context),
  };
}

/** The next step in the words of this client: the finding speaks of the first that it touches. */
function stepFor({ nextStep, clients, about }: Finding, { plan }: Case): string {
  const [first] = clients;
  if (first === undefined || first === plan.client || about.registry === null) return nextStep;
  return nextStep.replace(loginStep(first, about.registry), loginStep(plan.client, about.registry));
}
