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
  readonly skipVerify: boolean;
  readonly authorities: readonly { readonly path: string; readonly source: Source }[];
  readonly clientCertificate: { readonly path: string; readonly keyPath: string; readonly source: Source } | null;
  /** Wrapped in HTTPFallback: https is tried first although `scheme` is http, and given up after these failures. */
  readonly httpFallback: readonly FailureKind[] | null;
  readonly sources: readonly Source[];
}
