import type { FactKey, HttpKey } from '../facts/keys.js';
import type { Failure, FailureKind } from '../plan/failure.js';
import type { RequestStep } from '../plan/nodes.js';

/** One thing a client does on the way, as replayed. Times are the client's, not the probe's. */
export interface Attempt {
  readonly id: number;
  /** The request attempt this look-up, connect or handshake belongs to; null for requests. */
  readonly parent: number | null;
  readonly step: 'dns' | 'tcp' | 'tls' | 'wait' | RequestStep;
  readonly method: string | null;
  readonly url: string | null;
  /** `10.0.0.7:443`, or the name server for a look-up. */
  readonly address: string | null;
  readonly tlsVerify: boolean | null;
  /** Name of the credential sent, or null. */
  readonly credentialFrom: string | null;
  readonly outcome: 'ok' | FailureKind | 'unknown';
  readonly status: number | null;
  readonly startMs: number;
  readonly ms: number;
  /** The time brought nothing: a failed attempt that something later made good, or an imposed wait. */
  readonly wasted: boolean;
  /** 0 for the first round of the client's own retries. */
  readonly retry: number;
  readonly facts: readonly string[];
  /** One short sentence where it is not ok. */
  readonly detail: string | null;
}

/** Something the verdict needs that could not be seen from here. */
export interface Unknown {
  readonly what: string;
  readonly why: string;
  /** What would make it known: a flag to add, a place to run from. */
  readonly needed: string;
}

/** Replay's answer for one plan. */
export interface Walk {
  /** `unknown` while facts are missing (`needs`) or something can't be seen (`unknowns`). */
  readonly outcome: 'ok' | 'fail' | 'unknown';
  /**
   * Until the client gives up, its own retries counted; else until the manifest, and then the headers of the configuration and the first layer
   * where the plan fetches those: connections to the hosts that these come from are part of it, the rest of the layers and unpacking never are.
   * On a healthy registry that is the time until the manifest and a few round trips. Milliseconds; silence counts as the client's own wait.
   */
  readonly ms: number;
  /** `atLeast`: the walk ends where something is unknown, or chance decides whether the client asks once more. `unbounded`: the client has no limit for a wait that was met. */
  readonly bound: 'exact' | 'atLeast' | 'unbounded';
  readonly attempts: readonly Attempt[];
  /** What the client would report; null when ok or unknown. */
  readonly failure: Failure | null;
  /** All failures on the way, in order, also those that a fallback or a mirror made good. */
  readonly failures: readonly Failure[];
  /** The request that brought the image's own manifest, or null. */
  readonly manifest: HttpKey | null;
  /** All manifest requests that were answered, well or not: what else is asked about the image is asked the same way. */
  readonly manifestsAsked?: readonly HttpKey[];
  readonly needs: readonly FactKey[];
  readonly unknowns: readonly Unknown[];
}
