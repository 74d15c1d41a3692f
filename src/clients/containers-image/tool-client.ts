import type { Client, Plan, PlanRequest } from '../client.js';
import { programPath } from '../program-path.js';
import { type Built, distinct, stopped } from './built.js';
import { familyConfiguration } from './configuration.js';
import { type NamesResult, pullNames, pushName } from './names.js';
import { placeFor } from './place-for.js';
import { loginRegistry, planLogin } from './plan-login.js';
import { planPull } from './plan-pull.js';
import { planPush } from './plan-push.js';
import type { PullReference } from './registries/pull-sources.js';
import { familyRemedies } from './remedies.js';
import { startRun, type ToolRun } from './run.js';
import { type ToolFeatures, type ToolName, toolFeatures } from './versions.js';

/** What distinguishes the programs of this family from outside. */
export interface ToolDefinition {
  readonly tool: ToolName;
  readonly assumedVersion: string;
  /** Name of the binary. */
  readonly program: string;
  /** True where something else than the binary shows that it is here. */
  isOn?: Client['isOn'];
}

/** A client out of its definition; all programs of this family print their version alike. */
export function toolClient(definition: ToolDefinition): Client {
  const { tool, program } = definition;
  return {
    name: tool,
    assumedVersion: definition.assumedVersion,
    versionCommand: [program, '--version'],
    parseVersion: (output) =>
      /\bversion:?\s+v?(\d+\.\d+[0-9A-Za-z.+-]{0,60})/i.exec(output.slice(0, 4096))?.[1] ?? null,
    isOn: (host) => programPath(host, program) !== null || definition.isOn?.(host) === true,
    plan: (request) => toolPlan(tool, request),
    configuration: (request) =>
      familyConfiguration(tool, request, (reference) => toolPlan(tool, { ...request, operation: 'pull', reference })),
    remedies: (request, goal) => familyRemedies(tool, request, goal),
    placeFor: (fileName, text) => placeFor(tool, fileName, text),
  };
}

function toolPlan(tool: ToolName, request: PlanRequest): Plan {
  const features = toolFeatures(tool, request.version.text);
  const started = startRun(features, request);
  if ('stop' in started) return finished(features, request, started.stop, null, null);
  const { run } = started;
  if (request.operation === 'login') {
    const registry = loginRegistry(request.reference);
    const built = tool === 'cri-o' ? onlyPulls() : planLogin(run, registry);
    return finished(features, request, built, run, { registry, repository: '', tag: null, digest: null });
  }
  if (tool === 'cri-o' && request.operation === 'push') return finished(features, request, onlyPulls(), run, null);
  const found: NamesResult =
    request.operation === 'pull' ? pullNames(run, request.reference) : pushName(run, request.reference);
  if ('stop' in found) return finished(features, request, found.stop, run, null);
  const [first] = found.names;
  if (first === undefined) return finished(features, request, stopped('reference', 'no name to try', null), run, null);
  const built = request.operation === 'pull' ? planPull(run, found.names) : planPush(run, first);
  return finished(features, request, { ...built, sources: [...found.sources, ...built.sources] }, run, first);
}

function onlyPulls(): Built {
  return stopped('config', 'CRI-O only pulls: it neither pushes nor logs in', {
    kind: 'program',
    name: 'cri-o',
    line: null,
    says: 'pulls for the kubelet',
  });
}

function finished(
  features: ToolFeatures,
  request: PlanRequest,
  built: Built,
  run: ToolRun | null,
  reference: PullReference | null,
): Plan {
  return {
    client: features.tool,
    version: request.version,
    basis: features.basis,
    operation: request.operation,
    reference:
      reference === null
        ? null
        : {
            registry: reference.registry,
            repository: reference.repository,
            tag: reference.tag,
            digest: reference.digest,
          },
    root: built.node,
    sources: distinct([...(run?.sources ?? []), ...built.sources]),
    observations: distinct([...(run?.observations ?? []), ...built.observations]),
  };
}
