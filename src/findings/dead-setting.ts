import type { Observation } from '../clients/client.js';
import { describeSource } from '../host/source.js';
import type { FindingCode } from './codes.js';
import type { Case, DiagnosisContext } from './context.js';
import type { Evidence, Finding, Severity } from './finding.js';
import { getsFurther } from './gets-further.js';
import { locationOf, placeOf } from './stop.js';

type DeadCode = Extract<FindingCode, `config-${string}`>;

/** How much depends on a setting in one client's configuration, and what shows it. */
export interface Weight {
  readonly severity: Severity;
  readonly evidence: readonly Evidence[];
}

/** Weighs a setting; replays may be tried. */
export type Weigh = (entry: Case, observation: Observation, context: DiagnosisContext) => Weight;

/** An observation as seen in one client's configuration. */
interface Sighting extends Weight {
  readonly entry: Case;
  readonly observation: Observation;
}

/** Worth a word, no more. */
export const INFO: Weight = { severity: 'info', evidence: [] };

/**
 * Settings of one kind that have no effect. One is an error only where replay shows that it would have cured a client that fails: then it is
 * the cause and the symptom follows. Otherwise it is worth a word, no more.
 */
export function deadSettings(code: DeadCode, context: DiagnosisContext, weigh: Weigh = byCure): Finding[] {
  const places = new Map<string, Sighting[]>();
  for (const entry of context.cases) {
    for (const observation of entry.plan.observations.filter((each) => each.code === code)) {
      const id = subjectOf(observation);
      const sighting = { entry, observation, ...weigh(entry, observation, context) };
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

/** Error or warning where the setting, made to work, would cure the client. */
export function byCure(entry: Case, { cure }: Observation, context: DiagnosisContext): Weight {
  if (cure.length === 0 || (entry.outcome !== 'fail' && entry.outcome !== 'slow')) return INFO;
  if (!getsFurther(entry, context.trials.run(entry.plan, { files: cure }))) return INFO;
  const text = `with the setting where it counts, ${furtherThan(entry)}`;
  return { severity: entry.outcome === 'fail' ? 'error' : 'warning', evidence: [{ text, fact: null }] };
}

/** `containerd gets further than "…"` */
export function furtherThan({ plan, walk }: Case): string {
  return `${plan.client} gets further than "${walk.failure?.text ?? 'its wait'}"`;
}

function describe(code: DeadCode, observation: Observation, severity: Severity, touched: readonly Sighting[]): Finding {
  const { source, text, cure } = observation;
  const clients = [...new Set(touched.map(({ entry }) => entry.plan.client))];
  return {
    code,
    severity,
    title: text.replace(/\.$/, ''),
    subject: subjectOf(observation),
    location: locationOf(source),
    evidence: [{ text: describeSource(source), fact: null }, ...touched.flatMap(({ evidence }) => evidence)],
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
