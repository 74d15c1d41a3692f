import type { Configuration, ConfigurationPlace, ConfigurationRequest, Observation, Plan } from '../client.js';
import { goPlaces } from '../go/environment-places.js';
import { kubeletPlaces } from '../kubelet/credentials.js';
import { distinct } from './built.js';
import { crioConfig } from './crio-config.js';
import { lintCertificates } from './lint/certificates.js';
import { lintCredentials } from './lint/credentials.js';
import { familyMeanings } from './meanings/family.js';
import { pullNames } from './names.js';
import { certificatePlaces } from './places/certificates.js';
import { credentialPlaces } from './places/credentials.js';
import { containersConfPlaces, crioPlaces, policyPlaces } from './places/others.js';
import { registriesPlaces } from './places/registries.js';
import { lintRegistries } from './registries/observations/lint.js';
import { pullSources } from './registries/pull-sources.js';
import { authFileNamed, startRun, type ToolRun, toolFlags } from './run.js';
import { toolHost } from './tool-host.js';
import { type ToolName, toolFeatures } from './versions.js';

/**
 * Every file and variable that one tool of the family reads, in its order, and what in them has no effect: for the reference as the plan of its pull
 * sees it, without one for whatever is asked for. `planOf`: the plan of a pull of the reference.
 */
export function familyConfiguration(
  tool: ToolName,
  request: ConfigurationRequest,
  planOf: (reference: string) => Plan,
): Configuration {
  const features = toolFeatures(tool, request.version.text);
  const host = toolHost(tool, request.host);
  const flags = toolFlags(tool, request.flags);
  const crio = tool === 'cri-o' ? crioConfig(host) : null;
  const started = startRun(features, { ...request, operation: 'pull', reference: request.reference ?? '' });
  const run = 'run' in started ? started.run : null;
  const registries = run === null || request.reference === null ? null : registriesAsked(run, request.reference);
  const places: ConfigurationPlace[] = [
    ...(crio === null ? [] : crioPlaces(host, crio.ok ? crio.config : null)),
    ...registriesPlaces(host, features),
    ...containersConfPlaces(host, features),
    ...policyPlaces(host, features),
    ...credentialPlaces(host, features, authFileNamed(crio?.ok === true ? crio.config : null, flags)),
    ...(crio === null ? [] : kubeletPlaces(request.host, request.flags)),
    ...(registries ?? [null]).flatMap((registry) =>
      certificatePlaces(host, features.generation, registry, flags.certDirectory),
    ),
    ...goPlaces(host),
  ];
  const meanings = run === null ? [] : familyMeanings(run, request.reference);
  return { places: distinct(places), observations: distinct(observations(request, run, planOf)), meanings };
}

function observations(
  request: ConfigurationRequest,
  run: ToolRun | null,
  planOf: (reference: string) => Plan,
): readonly Observation[] {
  // Without a run the plan ends where the configuration does, whatever the reference.
  if (request.reference !== null || run === null) return withStop(planOf(request.reference ?? 'registry.invalid/name'));
  return [
    ...run.observations,
    ...lintRegistries(run.host, run.config),
    ...lintCertificates(run.host, run.config, run.flags.certDirectory),
    ...lintCredentials(run.host, run.authFiles),
  ];
}

/** A plan that stops at its configuration says so, where no observation does. */
function withStop({ root, observations: seen }: Plan): readonly Observation[] {
  const [source] = root.kind === 'stop' && root.failure === 'config' ? root.sources : [];
  if (root.kind !== 'stop' || source === undefined || seen.some(({ code }) => code === 'config-parse-error'))
    return seen;
  const text = `No image operation works while this stands: ${root.because}`;
  return [...seen, { code: 'config-parse-error', source, text, meant: 'other', cure: [] }];
}

/** host[:port] of every place that a pull asks, under the name it is asked. */
function registriesAsked(run: ToolRun, reference: string): readonly string[] {
  const found = pullNames(run, reference);
  const names = 'stop' in found ? [] : found.names;
  const asked = names.flatMap((name) => {
    const sources = pullSources(run.config, name);
    return sources.ok ? sources.sources.map(({ registry }) => registry) : [name.registry];
  });
  return [...new Set(asked)];
}
