import type { Plan } from '../clients/client.js';
import { findRegistry } from '../clients/containers-image/registries/match.js';
import { tableText } from '../clients/containers-image/registries/observations/toml-text.js';
import { type FamilySettings, familySettings } from '../clients/containers-image/settings.js';
import type { DiagnosisContext } from '../findings/context.js';
import { type FixFile, write } from './fix.js';

/** Drop-ins are applied in name order and a later table replaces an earlier one whole: the second name is for hosts where something comes after the first. */
const DROP_IN_NAMES = ['50-regdoctor.conf', 'zz-regdoctor.conf'] as const;

export interface TableChange {
  /** What follows the prefix in the table: the location as it is, or with a port. */
  readonly location: (present: string) => string | null;
  readonly insecure: boolean;
}

export interface RegistryTable {
  readonly settings: FamilySettings;
  readonly prefix: string;
  readonly location: string;
  /** The drop-in under each name it may need, best first. */
  readonly files: readonly FixFile[];
}

/** A drop-in that declares the reference's registry anew, mirrors kept; null where this client reads none or the table says things that it would lose. */
export function registryTable(plan: Plan, context: DiagnosisContext, change: TableChange): RegistryTable | null {
  const settings = familySettings(plan, context.host, context.flags);
  const { reference } = plan;
  if (settings === null || settings.dropInDirectory === null || reference === null) return null;
  const entry = findRegistry(settings.config, `${reference.registry}/${reference.repository}`);
  if (
    entry !== null &&
    (entry.blocked ||
      entry.mirrorByDigestOnly ||
      entry.location === '' ||
      entry.mirrors.some(({ pullFrom }) => pullFrom !== 'all'))
  )
    return null;
  const prefix = entry?.prefix ?? reference.registry;
  const location = change.location(entry?.location ?? reference.registry);
  if (location === null) return null;
  const content = tableText({ prefix, location, insecure: change.insecure, mirrors: entry?.mirrors ?? [] });
  const directory = settings.dropInDirectory;
  return { settings, prefix, location, files: DROP_IN_NAMES.map((name) => write(`${directory}/${name}`, content)) };
}

/** The location with a port after its host; null where it has one already. */
export function withPort(location: string, port: number): string | null {
  const slash = location.indexOf('/');
  const host = slash === -1 ? location : location.slice(0, slash);
  return /:\d+$/.test(host) ? null : `${host}:${port}${slash === -1 ? '' : location.slice(slash)}`;
}
