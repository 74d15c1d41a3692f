import type { ClientFlags, Configuration, Meaning, Observation } from '../clients/client.js';
import type { Host } from '../host/host.js';
import { hostWithFiles } from '../host/overlay.js';
import type { Source } from '../host/source.js';
import { nodesOf } from '../plan/visit.js';
import { planOf } from './plan-of.js';
import type { Subject } from './subject.js';

/** A reference for which the client gives up before any request because of its configuration. */
export interface ConfigurationStop {
  readonly reference: string;
  readonly because: string;
  readonly sources: readonly Source[];
}

/** What one client reads, what of it decides and what is dead. */
export interface ClientConfiguration {
  readonly client: string;
  readonly version: Subject['clients'][number]['version'];
  readonly places: Configuration['places'];
  /** For the reference; empty without one. */
  readonly deciding: readonly Source[];
  readonly observations: readonly Observation[];
  /** What its lines do, each once: those of the reference's registry, or all. */
  readonly meanings: readonly Meaning[];
  readonly stops: readonly ConfigurationStop[];
}

/** Planned where no reference is given: nobody configures it, so what stops its plan stops every pull. */
const ANY_REFERENCE = 'registry.invalid/name:tag';
/** Registries that files with observations are named after and that are planned too; more tell nothing new. */
const MOST_REGISTRIES = 20;
/** Cures that are tried on the configuration; those of more observations than that are not offered. */
const MOST_CURES = 20;

/** All that a client's configuration comes to, for one reference or for whatever image is asked for. Asks nothing of the network. */
export function configurationOf(
  entry: Subject['clients'][number],
  { host, flags, reference }: { readonly host: Host; readonly flags: ClientFlags; readonly reference: string | null },
): ClientConfiguration {
  const { client, version } = entry;
  const configuration = client.configuration({ host, version, flags, reference });
  const asked = reference === null ? null : planOf(entry, { host, operation: 'pull', reference, flags });
  const observations = distinct([...configuration.observations, ...(asked?.observations ?? [])]);
  const tried =
    reference === null
      ? [ANY_REFERENCE, ...registriesOf(observations).map((registry) => `${registry}/name:tag`)]
      : [reference];
  const stops = distinctStops(tried.flatMap((each) => stopsIn(entry, host, flags, each)));
  /** A cure that leaves the line dead, or stops a pull that nothing stopped before, cures nothing. */
  const cures = (observation: Observation): boolean => {
    const cured = hostWithFiles(host, observation.cure);
    const left = client.configuration({ host: cured, version, flags, reference }).observations;
    return (
      !left.some((each) => JSON.stringify(each) === JSON.stringify(observation)) &&
      (stops.length > 0 || tried.every((each) => stopsIn(entry, cured, flags, each).length === 0))
    );
  };
  return {
    client: client.name,
    version,
    places: configuration.places,
    deciding: distinct(asked?.sources ?? []),
    observations: observations.map((each, index) =>
      each.cure.length === 0 || (index < MOST_CURES && cures(each)) ? each : { ...each, cure: [] },
    ),
    meanings: distinct(configuration.meanings ?? []),
    stops,
  };
}

function stopsIn(
  entry: Subject['clients'][number],
  host: Host,
  flags: ClientFlags,
  reference: string,
): ConfigurationStop[] {
  const nodes = [...nodesOf(planOf(entry, { host, operation: 'pull', reference, flags }).root)];
  if (nodes.some(({ kind }) => kind === 'request')) return [];
  const stop = nodes.find((node) => node.kind === 'stop' && node.failure === 'config');
  return stop?.kind === 'stop' ? [{ reference, because: stop.because, sources: stop.sources }] : [];
}

/** Registries that directories of files with observations are named after: `/etc/containers/certs.d/reg:5000/…`, `…/reg_5000_/hosts.toml`. */
function registriesOf(observations: readonly Observation[]): string[] {
  const names = observations.flatMap(({ source }) => {
    const directory = source.kind === 'file' ? (source.name.split('/').at(-2) ?? '') : '';
    const registry = directory.replace(/_(\d{1,5})_$/, ':$1');
    return /^(?:[a-z0-9][a-z0-9.-]*\.[a-z0-9.-]+|localhost)(?::\d{1,5})?$/i.test(registry) && !registry.endsWith('.d')
      ? [registry]
      : [];
  });
  return [...new Set(names)].slice(0, MOST_REGISTRIES);
}

/** The same words for several references once: the first one stands for all. */
function distinctStops(stops: readonly ConfigurationStop[]): ConfigurationStop[] {
  return [
    ...new Map(
      stops.toReversed().map((stop) => [JSON.stringify([stop.because, stop.sources]), stop] as const),
    ).values(),
  ].toReversed();
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
