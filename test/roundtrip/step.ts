import type { Step } from '../../src/roundtrip/trip.js';

/** A program of the round trip that went well, unless told otherwise. */
export function step(changed: Partial<Step> = {}): Step {
  const ok: Step = {
    program: '/usr/bin/skopeo',
    outcome: 'ok',
    ms: 80,
    says: null,
    causes: [],
    refusal: null,
    output: '',
  };
  return { ...ok, ...changed };
}

/** One that the registry refused. */
export const DENIED = step({
  outcome: 'fail',
  says: 'checking whether a blob exists in registry.test/a: unauthorized: authentication required',
  causes: ['auth-missing-credentials'],
  refusal: 'denied',
});
/** One that was told that the image isn't there. */
export const ABSENT = step({
  outcome: 'fail',
  says: 'reading manifest: manifest unknown',
  causes: ['manifest-unknown'],
  refusal: 'absent',
});
/** One that did not get as far as the registry's rights. */
export const UNREACHED = step({
  outcome: 'fail',
  says: 'connection refused',
  causes: ['tcp-refused'],
  refusal: 'unreached',
});
/** One that was ended. */
export const STOPPED = step({ outcome: 'unknown', says: 'stopped after 60 s without an end' });
