import type { FactBook } from '../facts/book.js';
import type { TlsFact } from '../facts/facts.js';
import type { TlsPolicy } from '../plan/transport.js';

/** What a certificate check says, in the words of failures. */
export type CertificateVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly kind:
        | 'tls-untrusted'
        | 'tls-name'
        | 'tls-legacy-name'
        | 'tls-expired'
        | 'tls-not-yet-valid'
        | 'tls-certificate-other';
      readonly text: string;
    };

/** All that replay may look at. Pure: the same environment gives the same walk. */
export interface ReplayEnvironment {
  readonly facts: FactBook;
  /** The verdict of a Go program with these roots over the chain that a handshake brought. */
  judge(fact: TlsFact, policy: TlsPolicy, serverName: string): CertificateVerdict;
  /** Credentials may cross plain HTTP: the user said so. */
  readonly allowInsecureAuth: boolean;
  /** Why facts that are still missing will not come (the budget ended), or null while they may. */
  readonly missing: string | null;
}
