import { causesOf } from './causes.js';
import type { Case } from './context.js';
import { outcomeOf } from './outcome.js';
import type { Trial } from './trials.js';

/** True where a change brings the client further: it gets through, gets through sooner, or what made it fail is gone and only later steps are left. */
export function getsFurther(entry: Case, trial: Trial): boolean {
  const after = outcomeOf(trial.walk);
  if (after === 'ok') return entry.outcome !== 'ok';
  if (after === 'slow')
    return entry.outcome === 'fail' || (entry.outcome === 'slow' && trial.walk.ms < entry.walk.ms / 2);
  if (entry.outcome !== 'fail') return false;
  if (after === 'unknown') return stopsBeforeSecrets(entry, trial);
  const old = new Set(causesOf(entry).map(({ failure }) => failure.kind));
  const left = causesOf({ ...entry, plan: trial.plan, walk: trial.walk, outcome: after });
  return left.length > 0 && left.every(({ failure }) => !old.has(failure.kind) && failure.kind.startsWith('http-'));
}

/** True where the old failures are gone and the walk ends only before a credential that isn't sent to try a change. */
export function stopsBeforeSecrets(entry: Case, { walk, withheld }: Trial): boolean {
  const old = new Set(causesOf(entry).map(({ failure }) => failure.kind));
  return withheld && walk.outcome === 'unknown' && !walk.failures.some(({ kind }) => old.has(kind));
}
