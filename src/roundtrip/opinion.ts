import { type CheckResult, checkWithCases } from '../check/check.js';
import { clientNamed } from '../clients/catalogue.js';
import type { ClientFlags, Operation } from '../clients/client.js';
import { mayLeak } from '../prove/may-leak.js';
import type { Report } from '../report/schema.js';

/** Longest time for one probe and for all, milliseconds: as `regdoctor check` takes them. */
const STEP_MS = 5000;
const TOTAL_MS = 15_000;
/** What all questions of a run to `regdoctor check` have in common. */
export interface OpinionWorld {
  readonly flags: ClientFlags;
  readonly credentials: string | null;
  readonly allowInsecureAuth: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** By then it has answered, milliseconds of `performance.now()`. */
  readonly deadline: number;
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
  return (await opinionWithCases(question, world)).report;
}

/** The same with the walks behind it. */
export async function opinionWithCases(question: Question, world: OpinionWorld): Promise<CheckResult> {
  const totalMs = Math.max(1, Math.min(TOTAL_MS, Math.floor(world.deadline - performance.now())));
  const clients = question.clients.flatMap((name) => {
    const client = clientNamed(name);
    return client === undefined ? [] : [{ client, version: null }];
  });
  return checkWithCases({
    ...world,
    reference: question.reference,
    operation: question.operation,
    root: '/',
    clients,
    vantage: {},
    stepMs: Math.min(STEP_MS, totalMs),
    totalMs,
    strict: false,
    onProbe: () => undefined,
  });
}

/** The same as nobody. */
export function asNobody(world: OpinionWorld): OpinionWorld {
  return { ...world, credentials: null, flags: { ...world.flags, credentials: false, anonymous: true } };
}

/**
 * Which of the clients would, or could, send a credential over plain HTTP, with the report on all; nobody where it is allowed. A client that was
 * not shown to be safe counts: its program asks by itself, and finds the logins of this machine.
 */
export async function previewOf(
  question: Question,
  world: OpinionWorld,
): Promise<{ readonly report: Report; readonly unsafe: readonly string[] }> {
  const { report, cases } = await opinionWithCases(question, world);
  const unsafe = world.allowInsecureAuth ? [] : cases.filter(mayLeak).map(({ plan }) => plan.client);
  return { report, unsafe };
}
