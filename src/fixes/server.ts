import type { Case, DiagnosisContext } from '../findings/context.js';
import type { Finding } from '../findings/finding.js';
import { type FixDraft, NO_CHANGE } from './fix.js';
import { improvedFacts } from './improved-facts.js';

/** Codes that only a change of what is asked for, or of who asks, can cure. */
const REQUEST_CODES: readonly string[] = [
  'auth-missing-credentials',
  'auth-bad-credentials',
  'manifest-unknown',
  'repository-not-found',
  'wrong-platform',
  'invalid-reference',
  'short-name-unresolved',
  'rate-limited',
];

/** Who must change what, tried over facts as they would be afterwards. */
export function serverDraft(finding: Finding, entry: Case, context: DiagnosisContext): FixDraft {
  return {
    ...NO_CHANGE,
    kind: REQUEST_CODES.includes(finding.code) ? 'request' : 'server',
    summary: finding.nextStep,
    prose: [finding.nextStep],
    change: improvedFacts(finding, entry, context),
  };
}
