import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import { hostWithFiles } from '../../host/overlay.js';
import type { Source } from '../../host/source.js';
import { type CriConfiguration, readCriConfiguration } from '../containerd/cri/configuration.js';
import type { CriHosts, CriStop } from '../containerd/cri/hosts-of-registry.js';
import { criRegistryHosts } from '../containerd/cri/registry-hosts.js';
import { hostsFor } from '../containerd/hosts.js';
import { hostsDirectory } from '../containerd/hosts-directory.js';
import type { RegistryHost } from '../containerd/registry-host.js';
import { configuredCredential } from './credential.js';
import { generatedFiles } from './generated.js';
import { hostsHeader } from './hosts-text.js';
import { type AgentNode, registriesSource } from './node.js';
import { notRestarted } from './observations/not-restarted.js';
import { inTemplate, withProvenance } from './provenance.js';
import { afterStart, unstarted } from './rendered.js';
import { readsRegistries, writesHostsFiles } from './versions.js';

/**
 * What the agent's containerd asks for a registry. The files it generated at its last start decide as long as they are there; where they are
 * what registries.yaml gives today, its lines are named instead of theirs. A registries.yaml or template that a fix would write has no time
 * yet: it counts as if the agent had been started again.
 */
export function agentHosts(node: AgentNode, registry: string): CriHosts | CriStop {
  const stopped = beforeContainerd(node);
  if (stopped !== null) return stopped;
  const expected = containerdHosts(node, hostWithFiles(node.host, generatedFiles(node)), registry);
  const fresh = ownCredentials(node, registry, expected);
  if (!hasRunBefore(node)) return fresh;
  const actual = containerdHosts(node, node.host, registry);
  if (shapeOf(actual, null) === shapeOf(expected, configuredCredentialOf(node))) return fresh;
  if ('stop' in actual) return actual;
  return { ...actual, observations: [...actual.observations, ...notRestarted(node, registry)] };
}

/** True where containerd's files of an earlier start decide. */
export function hasRunBefore({ host, configPath, registries, template }: AgentNode): boolean {
  if (host.files.read(configPath).kind !== 'file') return false;
  const inputs = [registries.read, ...(template === null ? [] : [host.files.read(template.path)])];
  return inputs.every((read) => read.kind !== 'file' || read.modifiedMs !== undefined);
}

/** Why the agent has no containerd of its own that could pull; null: it has. */
function beforeContainerd(node: AgentNode): CriStop | null {
  const { flavour, settings, registries, version } = node;
  const stopWith = (because: string, source: Source): CriStop => ({
    stop: { kind: 'stop', failure: 'config', because, sources: [source] },
    source,
  });
  if (settings.broken !== null) return stopWith(settings.broken.text, settings.broken.source);
  if (settings.otherRuntime !== null) {
    const { name, source } = settings.otherRuntime;
    const text = `${flavour.client} was started with another container runtime (${name}) and pulls nothing itself: ${registries.path} is not used, ask for the client ${name === 'docker' ? 'docker' : 'behind that socket'}`;
    return stopWith(text, source);
  }
  const broken = brokenRegistries(node);
  return broken === null || startedBefore(node) || !readsRegistries(version) ? null : stopWith(broken.says, broken);
}

/** What is wrong with registries.yaml as a source; null: nothing. */
export function brokenRegistries({ flavour, registries }: AgentNode): Source | null {
  const { result, path, linesBefore } = registries;
  if (registries.read.kind === 'unreadable')
    return { kind: 'file', name: path, line: null, says: `${flavour.client} does not start: ${registries.read.error}` };
  if (result === null || result.ok) return null;
  const line = result.line === null ? null : result.line + linesBefore;
  const says = `${flavour.client} does not start: ${path}: yaml: ${line === null ? '' : `line ${line}: `}${result.message}`;
  return { kind: 'file', name: path, line, says };
}

/** True where the running agent was started before registries.yaml was changed: what it read then still counts. */
function startedBefore(node: AgentNode): boolean {
  const { read } = node.registries;
  const started = node.settings.running?.startedMs ?? null;
  return hasRunBefore(node) && started !== null && read.kind === 'file' && (read.modifiedMs ?? 0) > started;
}

/** What the agent's containerd asks after its next start; the files are made once for as many registries as are asked for. */
export function hostsAfterStart(node: AgentNode): (registry: string) => CriHosts | CriStop {
  const stopped = beforeContainerd(unstarted(node));
  const { host, configuration } = afterStart(node);
  return (registry) => stopped ?? ownCredentials(node, registry, containerdHosts(node, host, registry, configuration));
}

function containerdHosts(
  node: AgentNode,
  host: Host,
  registry: string,
  configuration: CriConfiguration = readCriConfiguration(host, node.containerdVersion, node.configPath),
): CriHosts | CriStop {
  const found = criRegistryHosts(host, node.containerdVersion, configuration, registry);
  if ('stop' in found) return found;
  const directory = hostsDirectory(host, node.containerdVersion, [node.certsDirectory], registry);
  const patched = { rewrites: true };
  const hosts =
    configuration.mode.kind === 'hosts'
      ? hostsFor(host, node.containerdVersion, configuration.mode.roots, registry, patched).hosts
      : found.hosts;
  return {
    ...found,
    observations: found.observations.filter(({ source }) => !isGenerated(node, host, source.name)),
    hosts: withoutImplicit(node, host, directory, withoutEmbedded(node, hosts)),
  };
}

/** True for what lies in a directory that the agent wrote: what is odd there is told of registries.yaml. */
function isGenerated({ flavour, certsDirectory }: AgentNode, host: Host, path: string): boolean {
  if (!path.startsWith(`${certsDirectory}/`)) return false;
  const [name = ''] = path.slice(certsDirectory.length + 1).split('/');
  const read = host.files.read(posix.join(certsDirectory, name, 'hosts.toml'));
  return read.kind === 'file' && read.text.startsWith(hostsHeader(flavour.client));
}

/** The embedded mirror answers other nodes only, and what it lacks is asked of the next host. */
function withoutEmbedded({ flavour, settings }: AgentNode, hosts: readonly RegistryHost[]): readonly RegistryHost[] {
  const others = hosts.filter(({ host }) => host !== flavour.embeddedMirror);
  return settings.embeddedRegistry && others.length > 0 ? others : hosts;
}

/** k3s' patched containerd adds no host of its own where the file names hosts but no server. */
function withoutImplicit(
  { settings, version }: AgentNode,
  host: Host,
  directory: string | null,
  hosts: readonly RegistryHost[],
): readonly RegistryHost[] {
  if (!settings.noDefaultEndpoint || !writesHostsFiles(version) || hosts.length < 2) return hosts;
  const read = directory === null ? null : host.files.read(posix.join(directory, 'hosts.toml'));
  return read?.kind === 'file' && !/^server\s*=/m.test(read.text) ? hosts.slice(0, -1) : hosts;
}

function ownCredentials(node: AgentNode, registry: string, found: CriHosts | CriStop): CriHosts | CriStop {
  if ('stop' in found) {
    // The generated file that containerd complains of isn't written yet.
    if (found.source.name !== node.configPath) return found;
    const source =
      node.template === null
        ? registriesSource(node.registries, null, found.source.says)
        : inTemplate(node, found.source);
    if (source === null) return found;
    return { ...found, stop: { ...found.stop, sources: [source] } as typeof found.stop, source };
  }
  return {
    ...found,
    hosts: found.hosts.map((host) => withProvenance(node, registry, host)),
    credentialFor: configuredCredentialOf(node),
  };
}

function configuredCredentialOf(node: AgentNode): CriHosts['credentialFor'] {
  return (host) => configuredCredential(node, host);
}

/** What is asked, as a text that can be compared; sources apart. */
function shapeOf(found: CriHosts | CriStop, credentialFor: CriHosts['credentialFor'] | null): string {
  if ('stop' in found) return 'stop';
  const credential = credentialFor ?? found.credentialFor;
  return JSON.stringify(
    found.hosts.map(({ sources: _, authorities, clientCertificate, ...host }) => [
      host,
      authorities.map(({ path }) => path),
      clientCertificate?.path ?? null,
      credential(host.host) !== null,
    ]),
  );
}
