import type { Source } from '../../host/source.js';

/** What one `[registry."HOST"]` of buildkitd.toml says (BuildKit `util/resolver/config/config.go`: RegistryConfig). Null: not said. */
export interface RegistryTable {
  /** As written, in order. */
  readonly mirrors: readonly { readonly text: string; readonly source: Source }[];
  readonly http: boolean | null;
  readonly insecure: boolean | null;
  readonly authorities: readonly { readonly path: string; readonly source: Source }[];
  readonly pairs: readonly { readonly path: string; readonly keyPath: string; readonly source: Source }[];
  readonly certificateDirectories: readonly { readonly path: string; readonly source: Source }[];
  readonly sources: readonly Source[];
}

/** A table that says nothing. */
export const EMPTY_TABLE: RegistryTable = {
  mirrors: [],
  http: null,
  insecure: null,
  authorities: [],
  pairs: [],
  certificateDirectories: [],
  sources: [],
};
