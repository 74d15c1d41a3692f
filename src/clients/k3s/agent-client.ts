import type { Host } from '../../host/host.js';
import { parseReference } from '../../reference/parse.js';
import type { Client, Configuration, ConfigurationRequest, Plan, PlanRequest } from '../client.js';
import { criPlan } from '../containerd/cri/plan.js';
import { daemonHost } from '../daemon-host.js';
import { kubeletPlaces } from '../kubelet/credentials.js';
import { programPath } from '../program-path.js';
import { agentSettings } from './agent-settings.js';
import { agentHosts, hasRunBefore } from './effective.js';
import type { Flavour } from './flavour.js';
import { agentMeanings } from './meanings/agent.js';
import { agentNode } from './node.js';
import { agentObservations } from './observations/observe.js';
import { placeFor } from './place-for.js';
import { agentPlaces } from './places.js';
import { agentRemedies } from './remedies.js';

/** Newest release whose sources were read. */
const ASSUMED = '1.36.2';

/** A client for one flavour of the agent. */
export function agentClient(flavour: Flavour): Client {
  return {
    name: flavour.client,
    assumedVersion: ASSUMED,
    versionCommand: [flavour.client, '--version'],
    parseVersion: (output) =>
      /\bv?(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+~-]{0,40})?)/.exec(output.slice(0, 4096))?.[1] ?? null,
    isOn: (host) => isOn(host, flavour),
    plan: (request) => plan(request, flavour),
    configuration: (request) => configuration(request, flavour),
    remedies: (request, goal) => agentRemedies(request, goal, flavour),
    placeFor: (fileName, text) => placeFor(flavour, fileName, text),
  };
}

/** Not where another runtime pulls in its place. */
function isOn(host: Host, flavour: Flavour): boolean {
  const found =
    programPath(host, flavour.client) !== null ||
    host.files.list(flavour.configDirectory).kind === 'directory' ||
    host.files.list(flavour.dataDirectory).kind === 'directory';
  return found && agentSettings(daemonHost(host, flavour.daemon), flavour).otherRuntime === null;
}

function plan(request: PlanRequest, flavour: Flavour): Plan {
  const node = agentNode(request.host, request.version.text, flavour);
  const parsed = parseReference(request.reference);
  return criPlan(request, {
    client: flavour.client,
    containerdVersion: node.containerdVersion,
    basis: 'read',
    host: node.host,
    registryHosts: (registry) => agentHosts(node, registry),
    sources: node.settings.sources,
    observations: parsed.ok ? agentObservations(node, parsed.reference.registry) : [],
  });
}

function configuration({ host, version, flags, reference }: ConfigurationRequest, flavour: Flavour): Configuration {
  const node = agentNode(host, version.text, flavour);
  const parsed = reference === null ? null : parseReference(reference);
  const registry = parsed?.ok === true ? parsed.reference.registry : null;
  const hosts = registry === null || !hasRunBefore(node) ? null : agentHosts(node, registry);
  const generated = hosts === null || 'stop' in hosts ? [] : hosts.observations;
  return {
    places: [...agentPlaces(node, registry), ...kubeletPlaces(node.host, flags)],
    observations: [...agentObservations(node, registry), ...generated],
    meanings: agentMeanings(node, registry),
  };
}
