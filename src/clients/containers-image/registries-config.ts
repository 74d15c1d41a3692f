import type { Source } from '../../host/source.js';
import type { Observation } from '../client.js';

/** One `[[registry]]` table after merging all files. */
export interface RegistryEntry {
  readonly prefix: string;
  readonly location: string;
  readonly insecure: boolean;
  readonly insecureSource: Source | null;
  readonly blocked: boolean;
  readonly blockedSource: Source | null;
  readonly mirrorByDigestOnly: boolean;
  readonly mirrors: readonly MirrorEntry[];
  /** Line of the table. */
  readonly source: Source;
}

export interface MirrorEntry {
  readonly location: string;
  readonly insecure: boolean;
  readonly pullFrom: 'all' | 'digest-only' | 'tag-only';
  readonly source: Source;
}

/** The merged registries.conf as one tool at one version reads it. */
export interface RegistriesConfig {
  readonly registries: readonly RegistryEntry[];
  readonly unqualifiedSearch: readonly string[];
  readonly unqualifiedSearchSource: Source | null;
  readonly shortNameMode: 'enforcing' | 'permissive' | 'disabled';
  readonly credentialHelpers: readonly string[];
  /** Alias name → fully qualified repository, with where it says so. */
  readonly aliases: ReadonlyMap<string, { readonly value: string; readonly source: Source }>;
  /** Files read, in the order they were applied. */
  readonly filesRead: readonly string[];
}

/** A load error stops every image operation of the process: `text` as the program prints it. */
export type RegistriesResult =
  | { readonly ok: true; readonly config: RegistriesConfig; readonly observations: readonly Observation[] }
  | { readonly ok: false; readonly text: string; readonly source: Source; readonly observations: readonly Observation[] };
