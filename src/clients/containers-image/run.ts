import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { ClientFlags, Observation, PlanRequest } from '../client.js';
import { type KubeletCredentials, kubeletCredentials } from '../kubelet/credentials.js';
import { type AuthFile, authFiles } from './auth/files.js';
import { type Built, stopped } from './built.js';
import { type CrioConfig, crioConfig, observeCrio } from './crio-config.js';
import { explicitDropInDirectory, explicitRegistriesConf } from './registries/explicit-path.js';
import { loadRegistries } from './registries/load.js';
import type { MirrorEntry, RegistriesConfig } from './registries-config.js';
import { toolHost } from './tool-host.js';
import type { ToolFeatures } from './versions.js';

/** What stays the same for all registries of one run of a tool: its configuration, read and merged. */
export interface ToolRun {
  readonly host: Host;
  readonly features: ToolFeatures;
  readonly flags: ClientFlags;
  readonly config: RegistriesConfig;
  readonly authFiles: readonly AuthFile[];
  /** What the kubelet hands over with a pull of this image, most wanted first; only for CRI-O. */
  kubelet(registry: string, repository: string): KubeletCredentials;
  /** Only for CRI-O. */
  readonly crio: CrioConfig | null;
  /** Seen in files whatever the reference. */
  readonly observations: readonly Observation[];
  readonly sources: readonly Source[];
}

const NOTHING_HANDED_OVER: KubeletCredentials = { credentials: [], observations: [] };

/** CRI-O is asked by the kubelet: no flags reach it. */
const NO_FLAGS: ClientFlags = {
  tlsVerify: null,
  credentials: false,
  authFile: null,
  certDirectory: null,
  dockerConfigJson: null,
  platform: null,
};

/** Reads what a tool reads before it looks at the reference; `stop` where it ends there, with its own text. */
export function startRun(
  features: ToolFeatures,
  request: PlanRequest,
): { readonly run: ToolRun } | { readonly stop: Built } {
  const { operation } = request;
  const host = toolHost(features.tool, request.host);
  const flags = toolFlags(features.tool, request.flags);
  const crio = features.tool === 'cri-o' ? crioConfig(host) : null;
  if (crio !== null && !crio.ok) return { stop: stopped('config', crio.text, crio.source) };
  const named = authFileNamed(crio?.config ?? null, flags);
  const files = authFiles(host, features, operation, named);
  if (!files.ok) return { stop: stopped('config', files.text, files.source) };
  const explicitPath = explicitRegistriesConf(features.tool, features.generation, host.environment);
  const loaded = loadRegistries(host, {
    generation: features.generation,
    explicitPath,
    dropInDirectory: explicitDropInDirectory(features.tool, host.environment),
  });
  const crioObservations = crio === null ? [] : observeCrio(crio.config, minorOf(features.version));
  const observations = [...crioObservations, ...loaded.observations];
  if (!loaded.ok) {
    const prefix = operation === 'pull' ? 'loading registries configuration' : 'loading registries';
    return { stop: stopped('config', `${prefix}: ${loaded.text}`, loaded.source, observations) };
  }
  const sources = [
    ...(files.named === null ? [] : [plainSource(files.named)]),
    ...(explicitPath === null ? [] : [explicitPath.source]),
  ];
  return {
    run: {
      host,
      features,
      flags,
      config: features.keepsMirrorSlashes ? withMirrorSlashes(loaded.config) : loaded.config,
      authFiles: files.files,
      kubelet: (registry, repository) =>
        features.tool === 'cri-o'
          ? kubeletCredentials(request.host, request.flags, registry, repository)
          : NOTHING_HANDED_OVER,
      crio: crio?.config ?? null,
      observations,
      sources,
    },
  };
}

/** The configuration as releases read it that take no slash off a mirror's location. */
function withMirrorSlashes(config: RegistriesConfig): RegistriesConfig {
  const asWritten = (mirror: MirrorEntry): MirrorEntry =>
    mirror.slashes === undefined ? mirror : { ...mirror, location: `${mirror.location}${mirror.slashes}` };
  return {
    ...config,
    registries: config.registries.map((entry) => ({ ...entry, mirrors: entry.mirrors.map(asWritten) })),
  };
}

/** Flags that reach a tool. */
export function toolFlags(tool: ToolFeatures['tool'], flags: ClientFlags): ClientFlags {
  return tool === 'cri-o' ? { ...NO_FLAGS, platform: flags.platform } : flags;
}

/** The login file that CRI-O's configuration or `--authfile` names; null: neither. */
export function authFileNamed(crio: CrioConfig | null, flags: ClientFlags): (Source & { path: string }) | null {
  const global = crio?.globalAuthFile ?? null;
  return global === null ? authFileFlag(flags) : { ...global.source, path: global.value };
}

function authFileFlag({ authFile }: ClientFlags): (Source & { path: string }) | null {
  return authFile === null
    ? null
    : { kind: 'flag', name: '--authfile', line: null, says: `--authfile ${authFile}`, path: authFile };
}

function plainSource({ kind, name, line, says }: Source): Source {
  return { kind, name, line, says };
}

/** Second number of a version; a version without numbers counts as the newest. */
export function minorOf(version: string): number {
  return Number(/^v?\d+\.(\d+)/.exec(version)?.[1] ?? Number.POSITIVE_INFINITY);
}
