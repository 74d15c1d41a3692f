import type { ChainPosition } from './path.js';
import type { CertificatePool } from './pool.js';

/** What is judged. */
export interface TrustInput {
  /** DER certificates in the order sent, the leaf first. */
  readonly chain: readonly Uint8Array[];
  readonly roots: CertificatePool;
  /** DNS name or IP literal that the client wants. */
  readonly serverName: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** Go version of the client's build: `1.19`. */
  readonly goVersion: string;
}

export type TrustProblemKind = 'expired' | 'not-yet-valid' | 'name' | 'legacy-name' | 'unknown-authority' | 'other';

/** One thing that is wrong, whether Go gets as far as to report it or not. */
export interface TrustProblem {
  readonly kind: TrustProblemKind;
  /** Whose fault it is. */
  readonly position: ChainPosition;
  readonly subject: string;
  /** Go's words, without the prefix of crypto/tls. */
  readonly text: string;
}

/** The server's own certificate, safe to print. */
export interface LeafSummary {
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and addresses, as written. */
  readonly sans: readonly string[];
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly fingerprintSha256: string;
  /** Subject and authority key identifiers, lower-case hexadecimal; null without one. */
  readonly keyId: string | null;
  readonly issuerKeyId: string | null;
  readonly selfSigned: boolean;
}

/** Why no trusted root was reached, as far as it can be told without the network. */
export interface AuthorityGap {
  /**
   * `intermediate`: the leaf came without its issuer, and there are signs that this is an intermediate one; a look-up of
   * `issuerUrls` decides (`completesChain`). `root`: the chain ends where only a root can be missing. null: the issuer is known and refused.
   */
  readonly missing: 'intermediate' | 'root' | null;
  /** Name of the authority that is not there. */
  readonly issuer: string;
  /** True where a certificate of that name was sent or is trusted. */
  readonly issuerKnown: boolean;
  /** Where the last certificate of the chain says that its issuer's can be fetched (authorityInfoAccess). */
  readonly issuerUrls: readonly string[];
}

/** The verdict of a Go program, and everything else that is wrong. */
export interface TrustVerdict {
  readonly ok: boolean;
  readonly firstFailure: TrustProblemKind | null;
  /** The error as the user sees it; empty when ok. */
  readonly text: string;
  /** In the order of Go's checks; the first is the one reported. */
  readonly problems: readonly TrustProblem[];
  /** Null where the server sent nothing that can be read. */
  readonly leaf: LeafSummary | null;
  /** Whose validity is over or has not begun. */
  readonly expiredWhich: ChainPosition | null;
  readonly missing: 'intermediate' | 'root' | null;
  /** Null unless `unknown-authority` is among the problems. */
  readonly gap: AuthorityGap | null;
  /** A chain to a trusted root, leaf first; null where there is none. */
  readonly builtChain: readonly { readonly subject: string; readonly fingerprintSha256: string }[] | null;
}
