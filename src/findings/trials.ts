import type { Plan } from '../clients/client.js';
import type { FactBook } from '../facts/book.js';
import type { Fact } from '../facts/facts.js';
import { type FactKey, keyId } from '../facts/keys.js';
import type { Host } from '../host/host.js';
import { hostWithFiles } from '../host/overlay.js';
import type { ReplayEnvironment } from '../replay/environment.js';
import { replay } from '../replay/replay.js';
import type { Walk } from '../replay/walk.js';

/** A change to try in replay: never to the machine. */
export interface Change {
  readonly files?: readonly { readonly path: string; readonly content: string | null }[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The reference to ask for instead. */
  readonly reference?: string;
  /** Facts that would be different: for changes on the server's side. */
  readonly facts?: readonly (readonly [string, Fact])[];
  /** Certificates would be in order: for a server that gets a good one. */
  readonly certificatesGood?: boolean;
  /** The clock would be right, milliseconds since the epoch. */
  readonly nowMs?: number;
}

export interface Trial {
  readonly plan: Plan;
  readonly walk: Walk;
}

/** Replays changed set-ups over the facts that are there, and remembers what facts they would need besides. */
export interface Trials {
  run(plan: Plan, change: Change): Trial;
  /** Keys that trials asked for in vain since the last call of `forget`. */
  needs(): readonly FactKey[];
  forget(): void;
}

export interface TrialsOptions {
  readonly host: Host;
  readonly facts: FactBook;
  /** Plans again for the same client, version, operation and flags. */
  readonly plan: (client: string, host: Host, reference: string | null) => Plan;
  readonly environment: (host: Host, facts: FactBook) => ReplayEnvironment;
}

export function createTrials(options: TrialsOptions): Trials {
  const missing = new Map<string, FactKey>();
  return {
    run(plan, change) {
      const changed = hostWithFiles(options.host, change.files ?? []);
      const host: Host = {
        ...changed,
        environment: { ...changed.environment, ...change.environment },
        nowMs: change.nowMs ?? changed.nowMs,
      };
      const facts = change.facts === undefined ? options.facts : options.facts.withChanges(change.facts);
      const next = options.plan(plan.client, host, change.reference ?? null);
      const base = options.environment(host, facts);
      const walk = replay(
        next.root,
        change.certificatesGood === true ? { ...base, judge: () => ({ ok: true }) } : base,
      );
      for (const key of walk.needs) missing.set(keyId(key), key);
      return { plan: next, walk };
    },
    needs: () => [...missing.values()],
    forget: () => missing.clear(),
  };
}
