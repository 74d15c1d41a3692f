import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { ClientFlags, Observation, PlanRequest } from '../client.js';
import { type AuthFile, authFiles } from './auth/files.js';
import { type Built, stopped } from './built.js';
import { type CrioConfig, crioConfig, observeCrio } from './crio-config.js';
import { explicitDropInDirectory, explicitRegistriesConf } from './registries/explicit-path.js';
import { loadRegistries } from './registries/load.js';
import type { RegistriesConfig } from './registries-config.js';
import type { ToolFeatures } from './versions.js';

/** What stays the same for all registries of one run of a tool: its configuration, read and merged. */
export interface ToolRun {
  readonly host: Host;
  readonly features: ToolFeatures;
  readonly flags: ClientFlags;
  readonly config: RegistriesConfig;
  readonly authFiles: readonly AuthFile[];
  /** Only for CRI-O. */
  readonly crio: CrioConfig | null;
  /** Seen in files whatever the reference. */
  readonly observations: readonly Observation[];
  readonly sources: readonly Source[];
}

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
  const { host, operation } = request;
  const flags = features.tool === 'cri-o' ? { ...NO_FLAGS, platform: request.flags.platform } : request.flags;
  const crio = features.tool === 'cri-o' ? crioConfig(host) : null;
  if (crio !== null && !crio.ok) return { stop: stopped('config', crio.text, crio.source) };
  const global = crio?.config.globalAuthFile ?? null;
  const named = global === null ? authFileFlag(flags) : { ...global.source, path: global.value };
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
      config: loaded.config,
      authFiles: files.files,
      crio: crio?.config ?? null,
      observations,
      sources,
    },
  };
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
