import type { Host } from '../../host/host.js';
import type { ClientFlags, Plan } from '../client.js';
import { effectiveDropInDirectory } from './registries/observations/unread-files.js';
import type { RegistriesConfig } from './registries-config.js';
import { startRun } from './run.js';
import { type ToolFeatures, type ToolName, toolFeatures } from './versions.js';

const TOOLS: readonly string[] = ['buildah', 'podman', 'skopeo', 'cri-o'] satisfies ToolName[];

/** What a fix for a program of this family has to know of its configuration. */
export interface FamilySettings {
  readonly features: ToolFeatures;
  readonly config: RegistriesConfig;
  /** Where a new drop-in takes effect; null where none is read. */
  readonly dropInDirectory: string | null;
}

/** The registries configuration behind a plan; null for other clients and where it can't be loaded. */
export function familySettings(plan: Plan, host: Host, flags: ClientFlags): FamilySettings | null {
  if (!TOOLS.includes(plan.client)) return null;
  const features = toolFeatures(plan.client as ToolName, plan.version.text);
  const started = startRun(features, { host, version: plan.version, operation: plan.operation, reference: '', flags });
  if ('stop' in started) return null;
  const { run } = started;
  return { features, config: run.config, dropInDirectory: effectiveDropInDirectory(run.host, run.config) };
}
