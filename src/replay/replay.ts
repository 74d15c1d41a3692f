import type { PlanNode } from '../plan/nodes.js';
import { INTERRUPTED, type ReplayEnvironment } from './environment.js';
import { runNode } from './nodes/run.js';
import type { Attempt, Walk } from './walk.js';
import { type OpenAttempt, Walker } from './walker.js';

/**
 * Walks a plan over facts and says what the client would come to: outcome, time, every attempt, or which facts are missing.
 * Knows no client by name and never waits; time is added up.
 */
export function replay(root: PlanNode, environment: ReplayEnvironment): Walk {
  const walker = new Walker(environment);
  const result = runNode(walker, root);
  const outcome = result.kind === 'ok' ? 'ok' : result.kind === 'failed' ? 'fail' : 'unknown';
  markWasted(walker.attempts);
  const needs = [...walker.needs.values()];
  const unknowns = [...walker.unknowns];
  if (outcome === 'unknown' && environment.missing !== null && unknowns.length === 0) {
    for (const id of walker.needs.keys())
      unknowns.push({
        what: id,
        why: environment.missing,
        needed:
          environment.missing === INTERRUPTED ? 'another run' : 'a longer --timeout, or a place from which it answers',
      });
  }
  return {
    outcome,
    ms: Math.round(walker.clock),
    bound: walker.unbounded ? 'unbounded' : outcome === 'unknown' || walker.perhapsLonger ? 'atLeast' : 'exact',
    attempts: walker.attempts as Attempt[],
    failure: result.kind === 'failed' ? result.failure : null,
    failures: walker.failures,
    manifest: walker.manifest,
    manifestsAsked: [...walker.manifestsAsked.values()],
    needs: outcome === 'unknown' && unknowns.length === 0 ? needs : [],
    unknowns,
  };
}

/** Failed attempts brought nothing, and so did imposed waits; the parts of a failed request are wasted with it. */
function markWasted(attempts: readonly OpenAttempt[]): void {
  const failed = new Set(
    attempts.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'unknown').map(({ id }) => id),
  );
  for (const attempt of attempts) {
    if (failed.has(attempt.id) || (attempt.parent !== null && failed.has(attempt.parent)))
      attempt.wasted = attempt.ms > 0;
  }
}

/** Milliseconds of a walk that brought nothing: failed requests, failed look-ups and connects of good ones, imposed waits. */
export function wastedMs(attempts: readonly Attempt[]): number {
  const wastedRequests = new Set(
    attempts.filter((attempt) => attempt.parent === null && attempt.wasted).map(({ id }) => id),
  );
  let sum = 0;
  for (const attempt of attempts) {
    if (attempt.wasted && (attempt.parent === null || !wastedRequests.has(attempt.parent))) sum += attempt.ms;
  }
  return Math.round(sum);
}
