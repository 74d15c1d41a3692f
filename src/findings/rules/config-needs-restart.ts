import type { Observation } from '../../clients/client.js';
import type { Case, DiagnosisContext } from '../context.js';
import { deadSettings, furtherThan, INFO, type Weight } from '../dead-setting.js';
import { getsFurther } from '../gets-further.js';
import type { Rule } from '../rule.js';
import { storesWithout } from '../without-certificates.js';

/** A file that was changed after the daemon that reads it only at its start: what runs is what the file said before. */
export const configNeedsRestart: Rule = {
  code: 'config-needs-restart',
  notices: (context) =>
    deadSettings('config-needs-restart', context, weigh).map((found) => ({
      ...found,
      nextStep: `restart what was started before ${found.location?.path ?? found.subject} was changed: ${found.clients.join(', ')}`,
    })),
};

/**
 * Error where the client fails, and what is on disk gets it further; warning where it gets through only with what was changed since: nobody
 * sees from outside whether the running process has it.
 */
function weigh(entry: Case, observation: Observation, context: DiagnosisContext): Weight {
  if (entry.outcome === 'unknown') return INFO;
  if (entry.outcome === 'ok') return dependsOnIt(entry, observation, context);
  const { cure } = observation;
  const trial = context.trials.run(entry.plan, cure.length > 0 ? { files: cure } : { restarted: true });
  if (!getsFurther(entry, trial)) return INFO;
  const text = `once it is started with what is on disk, ${furtherThan(entry)}`;
  return { severity: entry.outcome === 'fail' ? 'error' : 'warning', evidence: [{ text, fact: null }] };
}

function dependsOnIt(entry: Case, observation: Observation, context: DiagnosisContext): Weight {
  const { meant, source, before } = observation;
  if (before !== undefined) return asBefore(entry, source.name, before, context);
  const stores = meant === 'trust' ? storesWithout(source.name, entry.plan, context.host) : null;
  if (stores === null || stores.files.length === 0) return INFO;
  if (context.trials.run(entry.plan, stores).walk.outcome !== 'fail') return INFO;
  const text = `without the certificate of ${source.name}, ${entry.plan.client} does not trust ${entry.plan.reference?.registry ?? 'the registry'}; whether the running process has it can't be seen from outside`;
  return { severity: 'warning', evidence: [{ text, fact: null }] };
}

function asBefore(
  entry: Case,
  path: string,
  files: NonNullable<Observation['before']>,
  context: DiagnosisContext,
): Weight {
  if (context.trials.run(entry.plan, { files }).walk.outcome !== 'fail') return INFO;
  const text = `the pull rests on what ${path} says; whether the running process knows that can't be seen from outside`;
  return { severity: 'warning', evidence: [{ text, fact: null }] };
}
