import type { Observation } from '../clients/client.js';
import { describeSource } from '../host/source.js';
import type { FindingCode } from './codes.js';
import type { Case, DiagnosisContext } from './context.js';
import type { Evidence, Finding, Severity } from './finding.js';
import { getsFurther } from './gets-further.js';
import { locationOf, placeOf } from './stop.js';

type DeadCode = Extract<FindingCode, `config-${string}`>;

/** An observation as seen in one client's configuration, and how much depends on it there. */
interface Sighting {
  readonly entry: Case;
  readonly observation: Observation;
  /** Error or warning where the setting, made to work, would cure the client; info otherwise. */
  readonly severity: Severity;
}

/**
 * Settings of one kind that have no effect. One is an error only where replay shows that it would have cured a client that fails: then it is
 * the cause and the symptom follows. Otherwise it is worth a word, no more.
 */
export function deadSettings(code: DeadCode, context: DiagnosisContext): Finding[] {
  const places = new Map<string, Sighting[]>();
  for (const entry of context.cases) {
    for (const observation of entry.plan.observations.filter((each) => each.code === code)) {
      const id = subjectOf(observation);
      const sighting = { entry, observation, severity: severityIn(entry, observation, context) };
      places.set(id, [...(places.get(id) ?? []), sighting]);
    }
  }
  return [...places.values()].flatMap((sightings) => {
    const worst = (['error', 'warning', 'info'] as const).find((each) =>
      sightings.some(({ severity }) => severity === each),
    );
    const touched = sightings.filter(({ severity }) => severity === worst);
    const [first] = touched;
    return first === undefined || worst === undefined ? [] : [describe(code, first.observation, worst, touched)];
  });
}

/** What a finding about a setting is about: file and line, or the variable. */
export function subjectOf({ source }: Observation): string {
  return placeOf(source);
}

function severityIn(entry: Case, { cure }: Observation, context: DiagnosisContext): Severity {
  if (cure.length === 0 || (entry.outcome !== 'fail' && entry.outcome !== 'slow')) return 'info';
  if (!getsFurther(entry, context.trials.run(entry.plan, { files: cure }))) return 'info';
  return entry.outcome === 'fail' ? 'error' : 'warning';
}

function describe(code: DeadCode, observation: Observation, severity: Severity, touched: readonly Sighting[]): Finding {
  const { source, text, cure } = observation;
  const clients = [...new Set(touched.map(({ entry }) => entry.plan.client))];
  const cured: Evidence[] = touched
    .filter(() => severity !== 'info')
    .map(({ entry }) => ({
      text: `with the setting where it counts, ${entry.plan.client} gets further than "${entry.walk.failure?.text ?? 'its wait'}"`,
      fact: null,
    }));
  return {
    code,
    severity,
    title: text.replace(/\.$/, ''),
    subject: subjectOf(observation),
    location: locationOf(source),
    evidence: [{ text: describeSource(source), fact: null }, ...cured],
    clients,
    causedBy: null,
    detail: null,
    nextStep:
      cure.length === 0
        ? `whoever keeps ${placeOf(source)}: correct it or take it out; as it stands it does nothing`
        : `write the setting where ${clients.join(', ')} reads it: ${cure.map(({ path }) => path).join(', ')}`,
    about: { origin: null, registry: null, file: source.kind === 'file' ? source.name : null },
  };
}
