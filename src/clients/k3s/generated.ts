import { posix } from 'node:path';
import type { FileChange } from '../../host/overlay.js';
import { configText } from './config-text.js';
import { hostConfigs } from './host-configs.js';
import { firstHostsTexts, hostsHeader, hostsText } from './hosts-text.js';
import type { AgentNode } from './node.js';
import type { RegistriesEntries } from './registries-file.js';
import { type RenderedTemplate, renderedTemplate } from './template.js';
import { keepsHandWrittenHosts, readsRegistries, writesDefaultEndpoint, writesHostsFiles } from './versions.js';

/** Directories of certs.d looked at; real nodes have a handful. */
const MAX_DIRECTORIES = 200;

const NOTHING: RegistriesEntries = { mirrors: [], configs: [], auths: [] };

/** What of registries.yaml this release takes in; empty where it can't be read or isn't known yet. */
export function registriesInUse({ registries, version }: AgentNode): RegistriesEntries {
  const { result } = registries;
  return result?.ok === true && readsRegistries(version) ? result.file : NOTHING;
}

/**
 * containerd's files as the agent writes them at its next start, and those it removes (k3s `pkg/agent/containerd/config.go`:
 * writeContainerdConfig, writeContainerdHosts, cleanContainerdHosts). Credentials are not written here.
 */
export function generatedFiles(node: AgentNode): readonly FileChange[] {
  const { flavour, version, certsDirectory, configPath, template } = node;
  const file = registriesInUse(node);
  const content =
    template === null ? configText(flavour.client, version, certsDirectory, file) : (renderedOf(node)?.text ?? '');
  const config: FileChange = { path: configPath, content };
  if (!writesHostsFiles(version)) return [config];
  const written = [...hostsTexts(node)]
    // A key that is no plain name becomes a path nobody looks up.
    .filter(([name]) => name !== '' && !name.includes('/') && name !== '.' && name !== '..')
    .map(([name, content]): FileChange => ({ path: posix.join(certsDirectory, name, 'hosts.toml'), content }));
  return [config, ...removed(node), ...written];
}

/** config.toml as the template in use gives it; null: there is none, and k3s writes its own. */
export function renderedOf(node: AgentNode): RenderedTemplate | null {
  const { template, flavour, version, certsDirectory } = node;
  return template === null
    ? null
    : renderedTemplate(template, flavour.client, version, certsDirectory, registriesInUse(node));
}

function hostsTexts({ flavour, version, settings, ...node }: AgentNode): ReadonlyMap<string, string> {
  const file = registriesInUse({ flavour, version, settings, ...node });
  if (!writesDefaultEndpoint(version)) return firstHostsTexts(flavour.client, file, settings.noDefaultEndpoint);
  const embeddedMirror = settings.embeddedRegistry ? flavour.embeddedMirror : null;
  const configs = hostConfigs(file, { noDefaultEndpoint: settings.noDefaultEndpoint, embeddedMirror });
  return new Map([...configs].map(([name, config]) => [name, hostsText(flavour.client, config)]));
}

/** Before September 2024 the whole directory went, what was written there by hand too. */
function removed({ host, flavour, version, certsDirectory }: AgentNode): readonly FileChange[] {
  if (!keepsHandWrittenHosts(version)) return [{ path: certsDirectory, content: null }];
  const listed = host.files.list(certsDirectory);
  const names = listed.kind === 'directory' ? listed.names.slice(0, MAX_DIRECTORIES) : [];
  return names.flatMap((name): FileChange[] => {
    const read = host.files.read(posix.join(certsDirectory, name, 'hosts.toml'));
    const own = read.kind === 'file' && read.text.split('\n', 1)[0] === hostsHeader(flavour.client);
    return own ? [{ path: posix.join(certsDirectory, name), content: null }] : [];
  });
}

/** Hand-written hosts files that the next start removes. */
export function doomedHostsFiles(node: AgentNode): readonly string[] {
  const { host, flavour, version, certsDirectory } = node;
  if (!writesHostsFiles(version) || keepsHandWrittenHosts(version)) return [];
  const listed = host.files.list(certsDirectory);
  const names = listed.kind === 'directory' ? listed.names.slice(0, MAX_DIRECTORIES) : [];
  return names.flatMap((name) => {
    const path = posix.join(certsDirectory, name, 'hosts.toml');
    const read = host.files.read(path);
    return read.kind === 'file' && read.text.split('\n', 1)[0] !== hostsHeader(flavour.client) ? [path] : [];
  });
}
