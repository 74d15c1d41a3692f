import type { Source } from '../../host/source.js';
import type { FailureKind } from '../../plan/failure.js';

/** One entry of a host list as containerd's resolver walks it (containerd `core/remotes/docker/registry.go`: RegistryHost). */
export interface RegistryHost {
  readonly scheme: 'https' | 'http';
  /** host[:port] contacted. */
  readonly host: string;
  /** Path before the repository, `/v2` unless overridden; without a slash at its end. */
  readonly path: string;
  /** Asked for the manifest of a tag: has `pull` and `resolve`. */
  readonly resolves: boolean;
  /** Asked for the manifest of a digest: has `pull`; true where left out. */
  readonly pulls?: boolean;
  /** May be pushed to: has `push`; true where left out. */
  readonly pushes?: boolean;
  readonly skipVerify: boolean;
  readonly authorities: readonly { readonly path: string; readonly source: Source }[];
  readonly clientCertificate: { readonly path: string; readonly keyPath: string; readonly source: Source } | null;
  /** Wrapped in HTTPFallback: https is tried first although `scheme` is http, and given up after these failures. */
  readonly httpFallback: readonly FailureKind[] | null;
  /** `dial_timeout`, milliseconds; 30 s where left out. */
  readonly dialMs?: number;
  /** Only these CA files are trusted, not the system's (ctr's `--tlscacert`). */
  readonly replacesSystem?: boolean;
  /** Changes to the repository's path, first match only (`rewrite`, k3s' patched containerd). */
  readonly rewrites?: readonly { readonly pattern: string; readonly replacement: string }[];
  /** Why nothing can be asked at all, of any host of the list: what the client says of a file it can't use. */
  readonly unusable?: { readonly text: string; readonly source: Source };
  readonly sources: readonly Source[];
}
