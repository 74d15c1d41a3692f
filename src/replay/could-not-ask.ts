import { BLOCKED, type OpenAttempt, type StepResult, type Walker } from './walker.js';

/** How a probe tells of a fault of its own (`probes/prober.ts`): nothing follows from it. */
const OWN_FAULT = 'internal: ';

/** True for the detail of a fact that says nothing of the other side. */
export function isOwnFault(detail: string | null): boolean {
  return detail?.startsWith(OWN_FAULT) === true;
}

/** Notes that something could not be asked, and why. */
export function noteUnasked(walker: Walker, what: string, detail: string | null): string {
  const why = `regdoctor could not ask (${detail ?? 'no reason known'})`;
  walker.unknowns.push({ what, why, needed: 'another run; if it stays, a report of this with --json' });
  return why;
}

/** A probe that could not do its work: nothing follows from it, least of all a verdict on the server. */
export function couldNotAsk(walker: Walker, attempt: OpenAttempt, detail: string | null): StepResult {
  attempt.detail = noteUnasked(walker, `${attempt.step} at ${attempt.url}`, detail);
  return BLOCKED;
}
