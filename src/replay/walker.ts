import type { HttpFact } from '../facts/facts.js';
import type { AuthorizationRef, FactKey, HttpKey } from '../facts/keys.js';
import { keyId } from '../facts/keys.js';
import type { Failure, FailureKind } from '../plan/failure.js';
import type { PlanNode } from '../plan/nodes.js';
import type { ReplayEnvironment } from './environment.js';
import { ClientMemory } from './memory.js';
import type { Attempt, Unknown } from './walk.js';

/** An attempt while it is being written. */
export type OpenAttempt = { -readonly [Field in keyof Attempt]: Attempt[Field] };

/** What a node came to. `blocked`: a fact is missing, so nothing after it can be told. */
export type StepResult =
  | { readonly kind: 'ok'; readonly response: Response | null }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'blocked' };

/** An HTTP answer with the URL it finally came from. */
export interface Response {
  readonly fact: HttpFact;
  readonly key: string;
  readonly url: string;
  readonly attempt: number;
}

export const BLOCKED: StepResult = { kind: 'blocked' };

/** What the last challenge on the way obtained. `secret`: it carries, or was bought with, a credential. */
export interface BoundAuthorization {
  /** Another authorization with one more scope, where the client asks for one after `insufficient_scope`. */
  readonly widen?: (scope: string) => BoundAuthorization | StepResult;
  /** The same for a session that is cancelled, which no client asks for: with one more scope for a right that only a cancel needs. */
  readonly toCancel?: (scope: string) => BoundAuthorization | StepResult;
  readonly authorization: AuthorizationRef | null;
  readonly secret: boolean;
}

/** How handlers call back for the nodes inside them. */
export type RunNode = (walker: Walker, node: PlanNode) => StepResult;

/** What an option of a oneOf or race has decided; `at`: when, on the client's clock. */
export interface Commitment {
  /** Label of the `oneOf`; null for a race. */
  readonly label: string | null;
  done: boolean;
  at: number;
}

/** State of one walk: the client's clock, what it tried, what is missing. Node handlers share it. */
export class Walker {
  readonly attempts: OpenAttempt[] = [];
  readonly failures: Failure[] = [];
  readonly needs = new Map<string, FactKey>();
  readonly unknowns: Unknown[] = [];
  /** Milliseconds on the client's clock. */
  clock = 0;
  retry = 0;
  unbounded = false;
  /** True once the client may have asked again, by chance: it took at least so long. */
  perhapsLonger = false;
  /** The last manifest request that was answered well. */
  manifest: HttpKey | null = null;
  /** All manifest requests that were answered, well or not, by their canonical keys. */
  readonly manifestsAsked = new Map<string, HttpKey>();
  /** Set by `commit`; one entry per enclosing oneOf or race. */
  readonly commits: Commitment[] = [];
  #lastId = 0;
  bound: BoundAuthorization = { authorization: null, secret: false };
  /** What the client keeps between its requests. */
  memory = new ClientMemory();
  /** True while looking ahead past a missing fact: nothing is recorded but needs. */
  speculative = false;

  constructor(readonly environment: ReplayEnvironment) {}

  /** The fact, or undefined after noting that it is needed. */
  need(key: FactKey): void {
    const hidden = this.environment.hidden?.(key) ?? null;
    if (hidden !== null) {
      if (!this.unknowns.some(({ what }) => what === hidden.what)) this.unknowns.push(hidden);
      return;
    }
    // Looking ahead costs a connect and a ping at most: no manifest is fetched, and no right asked for, that may not be needed.
    if (this.speculative && key.kind === 'http' && !key.url.endsWith('/v2/')) return;
    this.needs.set(keyId(key), key);
  }

  open(partial: Pick<OpenAttempt, 'step'> & Partial<OpenAttempt>): OpenAttempt {
    const attempt: OpenAttempt = {
      id: ++this.#lastId,
      parent: null,
      method: null,
      url: null,
      address: null,
      tlsVerify: null,
      credentialFrom: null,
      outcome: 'unknown',
      status: null,
      startMs: this.clock,
      ms: 0,
      wasted: false,
      retry: this.retry,
      facts: [],
      detail: null,
      ...partial,
    };
    this.attempts.push(attempt);
    return attempt;
  }

  /** Closes the attempt as failed at the present clock and gives the failure. */
  fail(
    attempt: OpenAttempt,
    kind: FailureKind,
    text: string,
    fact: string | null,
    extra: Partial<Pick<Failure, 'status' | 'codes' | 'proxied' | 'codesUnread'>> = {},
  ): StepResult {
    attempt.outcome = kind;
    attempt.ms = this.clock - attempt.startMs;
    attempt.detail = text;
    attempt.status = extra.status ?? attempt.status;
    if (fact !== null && !attempt.facts.includes(fact)) attempt.facts = [...attempt.facts, fact];
    const failure: Failure = {
      kind,
      status: extra.status ?? null,
      codes: extra.codes ?? [],
      ...(attempt.step === 'ping' || attempt.step === 'token' || extra.codesUnread === true
        ? { codesUnread: true as const }
        : {}),
      attempt: attempt.id,
      fact,
      proxied: extra.proxied ?? false,
      text,
    };
    this.failures.push(failure);
    return { kind: 'failed', failure };
  }

  succeed(attempt: OpenAttempt, fact: string | null = null): void {
    attempt.outcome = 'ok';
    attempt.ms = this.clock - attempt.startMs;
    if (fact !== null) attempt.facts = [...attempt.facts, fact];
  }

  /** From here on a failure of the innermost option is final; of all options in to the choice with this label, where one is given. */
  commit(label: string | null = null): void {
    const from = label === null ? -1 : this.commits.findLastIndex((each) => each.label === label);
    for (const each of label !== null && from === -1 ? [] : this.commits.slice(from)) {
      if (each.done) continue;
      each.done = true;
      each.at = this.clock;
    }
  }

  /** Ends attempts `from`…`to` (places in the list) at a moment of the client's clock: later ones never were, longer ones are cut. */
  cutAt(moment: number, from: number, to = this.attempts.length): void {
    const gone = new Set<number>();
    const kept: OpenAttempt[] = [];
    for (const attempt of this.attempts.slice(from, to)) {
      if (attempt.startMs >= moment) gone.add(attempt.id);
      else kept.push(attempt);
      attempt.ms = Math.max(0, Math.min(attempt.ms, moment - attempt.startMs));
    }
    this.attempts.splice(from, to - from, ...kept);
    const failures = this.failures.filter(({ attempt }) => !gone.has(attempt));
    this.failures.splice(0, this.failures.length, ...failures);
  }

  /** Time the client spends waiting by its own rule. */
  wait(ms: number, why: string): void {
    if (ms <= 0) return;
    const attempt = this.open({ step: 'wait', detail: why, wasted: true });
    this.clock += ms;
    this.succeed(attempt);
  }

  /** Runs `look` only to learn what it would need; time, attempts and failures are put back. */
  lookAhead(look: () => void): void {
    const attempts = this.attempts.length;
    const failures = this.failures.length;
    const unknowns = this.unknowns.length;
    const { clock, speculative, bound, unbounded, perhapsLonger, manifest } = this;
    const lastId = this.#lastId;
    const memory = this.memory.copy();
    this.speculative = true;
    look();
    this.speculative = speculative;
    this.clock = clock;
    this.bound = bound;
    this.unbounded = unbounded;
    this.perhapsLonger = perhapsLonger;
    this.manifest = manifest;
    this.#lastId = lastId;
    this.attempts.length = attempts;
    this.failures.length = failures;
    this.unknowns.length = unknowns;
    this.memory = memory;
  }
}
