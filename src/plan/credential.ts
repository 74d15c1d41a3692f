import type { Source } from '../host/source.js';
import type { FailureKind } from './failure.js';

/** A credential by name. The secret stays with the vault. */
export interface CredentialRef {
  /** Key in the vault: `flag:--creds`, `/run/containers/0/auth.json#/auths/reg:5000`. */
  readonly id: string;
  /** `helper`: what it is, and whether there is one at all, only the helper says (`helper`). */
  readonly kind: 'basic' | 'identity-token' | 'registry-token' | 'helper';
  /** Which program is asked for what, for the kind `helper`, and what counts where it gives nothing. */
  readonly helper?: HelperUse;
  readonly source: Source;
  /** Where the client would take it: configuration key that matched. */
  readonly matchedKey: string | null;
}

/** A helper program and what its client does with what it says. */
export interface HelperUse {
  /** `docker-credential-NAME`. */
  readonly program: string;
  /** What it is asked for. */
  readonly server: string;
  /** True: it is not on the PATH, which the configuration alone shows. Left out: it is there and has to be asked. */
  readonly absent?: true;
  /** What counts where it has no credentials for the server; left out: nothing. */
  readonly none?: CredentialChoice;
  /** What counts where it fails, null for nothing; left out: the same. */
  readonly failed?: CredentialChoice | null;
  /** True: a failure is passed over without a word. Left out: it ends the client unless another credential is found. */
  readonly forgives?: true;
}

/** Another credential, or what ends the client in its place. */
export type CredentialChoice = CredentialRef | CredentialStop;

/** No credential can be had: `because` is what the client prints. */
export interface CredentialStop {
  readonly kind: 'stop';
  readonly failure: FailureKind;
  readonly because: string;
  readonly source: Source;
}
