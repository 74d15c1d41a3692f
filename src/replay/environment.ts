import type { FactBook } from '../facts/book.js';
import type { TlsFact } from '../facts/facts.js';
import type { FactKey } from '../facts/keys.js';
import type { TlsPolicy } from '../plan/transport.js';
import type { Unknown } from './walk.js';

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

/** Why facts are missing where somebody ended the check (`ReplayEnvironment.missing`). */
export const INTERRUPTED = 'the check was interrupted';

/** All that replay may look at. Pure: the same environment gives the same walk. */
export interface ReplayEnvironment {
  readonly facts: FactBook;
  /** The verdict of a Go program with these roots over the chain that a handshake brought. */
  judge(fact: TlsFact, policy: TlsPolicy, serverName: string): CertificateVerdict;
  /** Credentials may cross plain HTTP: the user said so. */
  readonly allowInsecureAuth: boolean;
  /** What can't be asked from here, whatever the time: the answer would be another machine's. */
  readonly hidden?: (key: FactKey) => Unknown | null;
  /** Why facts that are still missing will not come (the budget ended), or null while they may. */
  readonly missing: string | null;
}
