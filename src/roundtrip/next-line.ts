import type { RoundtripRun } from '../report/roundtrip/schema.js';
import { shellWords } from '../text/shell.js';
import type { Access } from './access.js';
import type { Refusal } from './refusal.js';
import type { Target } from './target.js';

/** How the round trip was called. */
export interface RoundtripCall {
  readonly typed: string;
  readonly target: Target;
  /** As typed: its file of credentials is none that the run made. */
  readonly access: Access;
  /** The account came with the call. */
  readonly withCredentials: boolean;
  readonly allowInsecureAuth: boolean;
}

/** A run that did not go well. */
export interface FailedRun {
  readonly client: string;
  readonly does: RoundtripRun['does'];
  readonly reference: string;
  /** The image is still in the registry. */
  readonly isThere: boolean;
  readonly refusal: Refusal | null;
  /** The likeliest code for its words, or null. */
  readonly cause: string | null;
  /** The registry wants an account, and none is used. */
  readonly needsAccount: boolean;
}

/** Hands an account over without the list of processes or the shell's history seeing it; $LOGIN holds user:password. */
const PIPED = 'printf %s "$LOGIN" | ';

/** What to paste next: the check of the same, or the round trip with what it needs. An image that is gone can't be checked. Null: no line helps. */
export function nextLine(failed: FailedRun, call: RoundtripCall): string | null {
  const { client, does, reference, isThere, refusal, cause, needsAccount } = failed;
  const { typed } = call;
  if (refusal === 'local') return cause?.startsWith('storage-') ? 'regdoctor storage' : null;
  if (refusal === 'withheld') return line(['regdoctor', 'roundtrip', typed], { ...call, allowInsecureAuth: true });
  if (needsAccount) return line(['regdoctor', 'roundtrip', typed], { ...call, withCredentials: true });
  if (does === 'pull' && !isThere) return keepLine(call);
  return line(['regdoctor', 'check', reference, ...(does === 'pull' ? [] : ['--push']), '--client', client], call);
}

/** The same round trip, which leaves its image there. */
export function keepLine(call: RoundtripCall): string {
  return line(['regdoctor', 'roundtrip', call.typed, '--keep'], call);
}

function line(words: readonly string[], { access, withCredentials, allowInsecureAuth }: RoundtripCall): string {
  const { tlsVerify, certDirectory, authFile } = access;
  const given = [
    ...(tlsVerify === null ? [] : [`--tls-verify=${tlsVerify}`]),
    ...(certDirectory === null ? [] : ['--cert-dir', certDirectory]),
    ...(authFile === null || withCredentials ? [] : ['--authfile', authFile]),
    ...(withCredentials ? ['--creds-stdin'] : []),
    ...(allowInsecureAuth ? ['--allow-insecure-auth'] : []),
  ];
  return `${withCredentials ? PIPED : ''}${shellWords([...words, ...given])}`;
}
