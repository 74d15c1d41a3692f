import type { HelperFact } from '../../../src/facts/facts.js';

/** What a credential helper brought; with credentials, or as `outcome` says. */
export function helperFact(outcome: HelperFact['outcome'] = 'credentials', more: Partial<HelperFact> = {}): HelperFact {
  const credential = outcome === 'credentials' ? 'basic' : null;
  return { kind: 'helper', outcome, credential, ms: 20, detail: null, ...more };
}
