import { check } from '../check/check.js';
import { clientNamed } from '../clients/catalogue.js';
import type { ClientFlags, Operation } from '../clients/client.js';
import type { Report } from '../report/schema.js';

/** Longest time for one probe and for all, milliseconds: as `regdoctor check` takes them. */
const STEP_MS = 5000;
const TOTAL_MS = 15_000;
/** What the report names as needed where a client would send an account over plain HTTP. */
const INSECURE = '--allow-insecure-auth';

/** What all questions of a run to `regdoctor check` have in common. */
export interface OpinionWorld {
  readonly flags: ClientFlags;
  readonly credentials: string | null;
  readonly allowInsecureAuth: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** What is asked. */
export interface Question {
  readonly reference: string;
  readonly operation: Operation;
  /** Names as in the catalogue. */
  readonly clients: readonly string[];
}

/** What `regdoctor check` says: the cause where a client failed, and what anonymous users may do where a client can't show it. */
export async function opinionOf(question: Question, world: OpinionWorld): Promise<Report> {
  const clients = question.clients.flatMap((name) => {
    const client = clientNamed(name);
    return client === undefined ? [] : [{ client, version: null }];
  });
  return check({
    ...world,
    reference: question.reference,
    operation: question.operation,
    root: '/',
    clients,
    vantage: {},
    stepMs: STEP_MS,
    totalMs: TOTAL_MS,
    strict: false,
    onProbe: () => undefined,
  });
}

/** The same as nobody. */
export function asNobody(world: OpinionWorld): OpinionWorld {
  return { ...world, credentials: null, flags: { ...world.flags, credentials: false, anonymous: true } };
}

/** Whether the real client would send its account over plain HTTP, and nobody said that it may. */
export function wouldLeak({ unknown }: Report): boolean {
  return unknown.some(({ needed }) => needed === INSECURE);
}
