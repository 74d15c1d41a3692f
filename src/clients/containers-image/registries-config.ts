import type { Source } from '../../host/source.js';
import type { Observation } from '../client.js';

/** `classic`: c/image up to 5.39. `configfile`: 5.40 and later, which searches files as storage/pkg/configfile does. */
export type RegistriesGeneration = 'classic' | 'configfile';

/** One `[[registry]]` table after merging all files. */
export interface RegistryEntry {
  readonly prefix: string;
  /** Empty only where the prefix is a wildcard: the reference stays as it is. */
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

/** A table that another of the same prefix put out of force. */
export interface OverruledEntry {
  readonly entry: RegistryEntry;
  readonly by: RegistryEntry;
  /** Why that one counts, a clause. */
  readonly because: string;
}

/** One `[[registry.mirror]]` table, tried before the registry's own location. */
export interface MirrorEntry {
  readonly location: string;
  /** The slashes it was written with at its end, which old releases keep. */
  readonly slashes?: string;
  readonly insecure: boolean;
  readonly pullFrom: 'all' | 'digest-only' | 'tag-only';
  readonly source: Source;
}

/** An alias of a short name; an empty value erases what an earlier file said, and resolves to nothing. */
export interface AliasEntry {
  readonly value: string;
  readonly source: Source;
}

/** The merged registries.conf as one tool at one version reads it. */
export interface RegistriesConfig {
  readonly generation: RegistriesGeneration;
  readonly registries: readonly RegistryEntry[];
  readonly overruled: readonly OverruledEntry[];
  readonly unqualifiedSearch: readonly string[];
  readonly unqualifiedSearchSource: Source | null;
  /** File the program names in short-name errors: the main file, or the last one that set the list; null without any. */
  readonly searchOrigin: string | null;
  readonly shortNameMode: 'enforcing' | 'permissive' | 'disabled';
  readonly shortNameModeSource: Source | null;
  readonly credentialHelpers: readonly string[];
  readonly credentialHelpersSource: Source | null;
  /** Alias name → fully qualified repository, with where it says so. */
  readonly aliases: ReadonlyMap<string, AliasEntry>;
  /** Files read, in the order they were applied. */
  readonly filesRead: readonly string[];
  /** Files and directories as the program lists them when it says where a registry is blocked. */
  readonly searched: { readonly mainFiles: readonly string[]; readonly dropInDirectories: readonly string[] };
}

/** A load error stops every image operation of the process: `text` as the program prints it. */
export type RegistriesResult =
  | { readonly ok: true; readonly config: RegistriesConfig; readonly observations: readonly Observation[] }
  | {
      readonly ok: false;
      readonly text: string;
      readonly source: Source;
      readonly observations: readonly Observation[];
    };
