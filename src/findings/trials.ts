import type { ClientFlags, Plan } from '../clients/client.js';
import type { FactBook } from '../facts/book.js';
import type { CertificateFact, DnsFact, Fact, HttpFact, TlsFact } from '../facts/facts.js';
import { type CertificateKey, type DnsKey, type FactKey, type HttpKey, keyId, type TlsKey } from '../facts/keys.js';
import type { Host } from '../host/host.js';
import { hostWithFiles } from '../host/overlay.js';
import type { ReplayEnvironment } from '../replay/environment.js';
import { replay } from '../replay/replay.js';
import type { Walk } from '../replay/walk.js';
import { maySend } from './may-send.js';

/** A change to try in replay: never to the machine. */
export interface Change {
  readonly files?: readonly { readonly path: string; readonly content: string | null }[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Flags that the client would be given besides. */
  readonly flags?: Partial<ClientFlags>;
  /** The reference to ask for instead. */
  readonly reference?: string;
  /** Facts that would be different: for changes on the server's side. */
  readonly facts?: readonly (readonly [string, Fact])[];
  /** Certificates would be in order: for a server that gets a good one. */
  readonly certificatesGood?: boolean;
  /** The clock would be right, milliseconds since the epoch. */
  readonly nowMs?: number;
  /** True: every daemon has been started anew, so that what is on disk counts. */
  readonly restarted?: boolean;
  /** True: what comes next could only be asked of a server that isn't like that yet, so nothing is. */
  readonly unasked?: boolean;
}

export interface Trial {
  readonly plan: Plan;
  readonly walk: Walk;
  /** True where the walk stops only because a credential isn't sent to a server that the client doesn't trust as things are. */
  readonly withheld: boolean;
}

/** Replays changed set-ups over the facts that are there, and remembers what facts they would need besides. */
export interface Trials {
  run(plan: Plan, change: Change): Trial;
  /** The fact, or undefined after noting that a rule would like to have it. */
  wanted(key: DnsKey): DnsFact | undefined;
  wanted(key: CertificateKey): CertificateFact | undefined;
  wanted(key: TlsKey): TlsFact | undefined;
  wanted(key: HttpKey): HttpFact | undefined;
  /** Keys that trials asked for in vain. */
  needs(): readonly FactKey[];
}

export interface TrialsOptions {
  readonly host: Host;
  readonly facts: FactBook;
  /** Plans again for the same client, version, operation and flags. */
  readonly plan: (
    client: string,
    host: Host,
    changed: { reference: string | null; flags: Partial<ClientFlags> },
  ) => Plan;
  readonly environment: (host: Host, facts: FactBook) => ReplayEnvironment;
}

export function createTrials(options: TrialsOptions): Trials {
  const missing = new Map<string, FactKey>();
  function wanted(key: DnsKey): DnsFact | undefined;
  function wanted(key: CertificateKey): CertificateFact | undefined;
  function wanted(key: TlsKey): TlsFact | undefined;
  function wanted(key: HttpKey): HttpFact | undefined;
  function wanted(key: DnsKey | CertificateKey | TlsKey | HttpKey): Fact | undefined {
    const fact = options.facts.byId(keyId(key));
    if (fact === undefined) missing.set(keyId(key), key);
    return fact;
  }
  return {
    run(plan, change) {
      const changed = hostWithFiles(options.host, change.files ?? []);
      const host: Host = {
        ...changed,
        environment: { ...changed.environment, ...change.environment },
        processes: processesAfter(changed.processes, change),
        nowMs: change.nowMs ?? changed.nowMs,
      };
      const facts = change.facts === undefined ? options.facts : options.facts.withChanges(change.facts);
      const next = options.plan(plan.client, host, {
        reference: change.reference ?? null,
        flags: change.flags ?? {},
      });
      const base = options.environment(host, facts);
      const walk = replay(
        next.root,
        change.certificatesGood === true ? { ...base, judge: () => ({ ok: true }) } : base,
      );
      const present = options.environment(options.host, options.facts);
      const wanted = change.unasked === true ? [] : walk.needs;
      const asked = wanted.filter((key) => maySend(key, plan, next, present));
      for (const key of asked) missing.set(keyId(key), key);
      return { plan: next, walk, withheld: asked.length < wanted.length };
    },
    wanted,
    needs: () => [...missing.values()],
  };
}

/** A changed environment is the daemons' too: they are restarted with it. */
function processesAfter(processes: Host['processes'], { environment, restarted }: Change): Host['processes'] {
  if (restarted === true) return [];
  if (environment === undefined) return processes;
  return processes.map((each) =>
    each.environment === null ? each : { ...each, environment: { ...each.environment, ...environment } },
  );
}
