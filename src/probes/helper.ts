import type { HelperFact } from '../facts/facts.js';
import type { HelperKey } from '../facts/keys.js';
import type { Deadline } from './deadline.js';
import type { ProbeWorld } from './route.js';

/** Runs a credential helper; what it gives goes to the vault. */
export async function probeHelper(_world: ProbeWorld, _key: HelperKey, deadline: Deadline): Promise<HelperFact> {
  return { kind: 'helper', outcome: 'missing', credential: null, ms: deadline.elapsedMs(), detail: null };
}
