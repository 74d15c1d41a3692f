import type { ClientFlags, Plan, Remedy, RemedyGoal } from '../clients/client.js';
import type { FactBook } from '../facts/book.js';
import type { TlsFact } from '../facts/facts.js';
import type { Host } from '../host/host.js';
import type { Failure } from '../plan/failure.js';
import type { TlsPolicy } from '../plan/transport.js';
import type { Attempt, Walk } from '../replay/walk.js';
import type { TrustVerdict } from '../trust/verdict.js';
import type { Rights } from './rights.js';
import type { Trials } from './trials.js';

export type Outcome = 'ok' | 'slow' | 'fail' | 'unknown';

/** One client with what replay says of it. */
export interface Case {
  readonly plan: Plan;
  readonly walk: Walk;
  readonly outcome: Outcome;
}

/** A failure worth explaining: of a client that fails, or one that a client that gets through has to pay for. */
export interface Cause {
  readonly case: Case;
  readonly failure: Failure;
  /** The request it happened in. */
  readonly request: Attempt;
  /** URL of that request. */
  readonly url: URL;
  /** `token`: on the way to, or at, the token realm. `mirror`: an endpoint that is not the reference's own. `redirect`: a host that the registry sent to. */
  readonly hop: 'registry' | 'token' | 'mirror' | 'redirect';
  /** Error where the client fails because of it, else warning. */
  readonly severity: 'error' | 'warning';
}

/** All that rules may look at: pure data and a way to try changes in replay. */
export interface DiagnosisContext {
  readonly cases: readonly Case[];
  readonly causes: readonly Cause[];
  readonly facts: FactBook;
  readonly host: Host;
  readonly vantage: {
    readonly network: 'pod' | 'node' | 'host';
    readonly resolver: 'pod' | 'node' | 'host';
    readonly files: string;
  };
  readonly operation: 'pull' | 'push' | 'login';
  /** The name asked for, as typed. */
  readonly reference: string;
  /** As given to the clients. */
  readonly flags: ClientFlags;
  /** Who may do what, where a push was asked about and the registry answered; left out: nobody looked. */
  readonly rights?: Rights | null;
  readonly trials: Trials;
  /** Changes of its own configuration by which the client of a plan may reach a goal, best first. */
  readonly remedies: (plan: Plan, goal: RemedyGoal) => readonly Remedy[];
  /** The whole certificate verdict behind a failure. */
  readonly verdict: (fact: TlsFact, policy: TlsPolicy, serverName: string) => TrustVerdict;
}
