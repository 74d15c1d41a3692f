import { BLOCKED, type OpenAttempt, type StepResult, type Walker } from './walker.js';

/** A probe that could not do its work: nothing follows from it, least of all a verdict on the server. */
export function couldNotAsk(walker: Walker, attempt: OpenAttempt, detail: string | null): StepResult {
  const why = `regdoctor could not ask (${detail ?? 'no reason known'})`;
  walker.unknowns.push({
    what: `${attempt.step} at ${attempt.url}`,
    why,
    needed: 'another run; if it stays, a report of this with --json',
  });
  attempt.detail = why;
  return BLOCKED;
}
