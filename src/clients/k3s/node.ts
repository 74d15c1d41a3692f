import { posix } from 'node:path';
import type { FileRead, Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { ConfigurationPlace } from '../client.js';
import { daemonHost } from '../daemon-host.js';
import { type AgentSettings, agentSettings } from './agent-settings.js';
import type { Flavour } from './flavour.js';
import { inlineRegistries } from './k3d-config.js';
import { type RegistriesResult, readRegistries } from './registries-file.js';
import { type Template, templateIn } from './template.js';
import { containerdInside } from './versions.js';

/** All of a node that decides how its agent sets up containerd. */
export interface AgentNode {
  readonly flavour: Flavour;
  readonly version: string;
  readonly containerdVersion: string;
  /** The machine as the agent sees it. */
  readonly host: Host;
  readonly settings: AgentSettings;
  readonly registries: Registries;
  /** Where the agent writes containerd's files. */
  readonly etcDirectory: string;
  readonly certsDirectory: string;
  readonly configPath: string;
  readonly template: Template | null;
}

/** registries.yaml as found: `result` null where there is none. */
export interface Registries {
  readonly path: string;
  readonly read: FileRead;
  /** Lines of the file before the text that counts: not 0 for a k3d configuration, which holds it inline. */
  readonly linesBefore: number;
  readonly text: string;
  readonly result: RegistriesResult | null;
}

/** Looks at a machine as the agent does when it starts. */
export function agentNode(host: Host, version: string, flavour: Flavour): AgentNode {
  const seen = daemonHost(host, flavour.daemon);
  const settings = agentSettings(seen, flavour);
  const etcDirectory = posix.join(settings.dataDirectory, 'agent/etc/containerd');
  return {
    flavour,
    version,
    containerdVersion: containerdInside(version),
    host: seen,
    settings,
    registries: registriesOf(seen, settings.registriesPath, flavour),
    etcDirectory,
    certsDirectory: posix.join(etcDirectory, 'certs.d'),
    configPath: posix.join(etcDirectory, 'config.toml'),
    template: templateIn(seen, etcDirectory, version),
  };
}

/** A source in registries.yaml, by the line of the text that counts. */
export function registriesSource({ path, linesBefore }: Registries, line: number | null, says: string): Source {
  return { kind: 'file', name: path, line: line === null ? null : line + linesBefore, says: says.slice(0, 160) };
}

/** Where a k3d configuration lies when it is looked at on its own. */
export function k3dPath({ configDirectory }: Flavour): string {
  return posix.join(configDirectory, 'k3d.yaml');
}

/** The places of registries.yaml as `regdoctor config` lists them. */
export function registriesPlaces({ registries }: AgentNode): readonly ConfigurationPlace[] {
  const { kind } = registries.read;
  const found = kind === 'file' ? 'read' : kind === 'absent' ? 'absent' : 'unreadable';
  return [{ path: registries.path, found, says: 'mirrors, TLS and credentials of registries, read once at start' }];
}

function registriesOf(host: Host, path: string, flavour: Flavour): Registries {
  const read = host.files.read(path);
  if (read.kind === 'file') return { path, read, linesBefore: 0, text: read.text, result: readRegistries(read.text) };
  const k3d = host.files.read(k3dPath(flavour));
  const inline = k3d.kind === 'file' ? inlineRegistries(k3d.text) : null;
  if (inline === null || k3d.kind !== 'file') return { path, read, linesBefore: 0, text: '', result: null };
  const { text, linesBefore } = inline;
  return { path: k3dPath(flavour), read: k3d, linesBefore, text, result: readRegistries(text) };
}
