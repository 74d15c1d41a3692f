import type { HttpFact } from '../facts/facts.js';
import type { Attempt } from '../replay/walk.js';
import type { Case, DiagnosisContext } from './context.js';
import { endpoint } from './rule.js';

/** Where a registry sent an upload that was opened at another scheme, host or port. */
export interface SessionElsewhere {
  /** The request that opened the session. */
  readonly opened: Attempt;
  /** Canonical key of its answer. */
  readonly fact: string;
  readonly answer: HttpFact;
  readonly from: URL;
  readonly to: URL;
}

/** The session of a walk whose address is elsewhere, or null. @param before id of an attempt that comes after it. */
export function sessionElsewhere(
  { walk }: Pick<Case, 'walk'>,
  context: Pick<DiagnosisContext, 'facts'>,
  before = Number.POSITIVE_INFINITY,
): SessionElsewhere | null {
  const opened = walk.attempts.findLast(
    ({ id, step, method, outcome }) => id < before && step === 'upload' && method === 'POST' && outcome === 'ok',
  );
  const fact = opened?.facts.at(-1);
  const answer = fact === undefined ? undefined : context.facts.byId(fact);
  const from = URL.parse(opened?.url ?? '');
  if (opened === undefined || fact === undefined || answer?.kind !== 'http' || from === null) return null;
  const to = URL.parse(answer.headers['location'] ?? '', from.href);
  if (to === null || to.origin === from.origin) return null;
  return { opened, fact, answer, from, to };
}

/** What is wrong with the address, in the words of a proxy's configuration. */
export function differenceOf({ from, to }: Pick<SessionElsewhere, 'from' | 'to'>): string {
  if (from.hostname !== to.hostname) return `another host (${to.host})`;
  if (from.protocol === to.protocol) return `another port (${endpoint(to)})`;
  return to.protocol === 'http:' ? `http for https (${endpoint(to)})` : `https for http (${endpoint(to)})`;
}
