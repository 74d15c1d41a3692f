import type { HelperFact } from '../../facts/facts.js';
import { type HelperKey, keyId } from '../../facts/keys.js';
import type { CredentialChoice, CredentialRef, HelperUse } from '../../plan/nodes.js';
import { isOwnFault, noteUnasked } from '../could-not-ask.js';
import { BLOCKED, type OpenAttempt, type StepResult, type Walker } from '../walker.js';

/** A credential that no helper has to be asked about any more; null: none. Or the step that failed on the way to it. */
export type Resolved = { readonly kind: 'known'; readonly credential: CredentialRef | null } | StepResult;

/** What a credential of the plan comes to once its helper program has been asked; the helper's time is the client's. */
export function resolveCredential(walker: Walker, wanted: CredentialRef | null): Resolved {
  let choice: CredentialChoice | null = wanted;
  let failed: StepResult | null = null;
  while (choice !== null) {
    if (choice.kind === 'stop') return walker.fail(walker.open({ step: 'wait' }), choice.failure, choice.because, null);
    const helper: HelperUse | undefined = choice.helper;
    if (helper === undefined) return { kind: 'known', credential: choice };
    const answer = ask(walker, choice, helper);
    if (answer === null) return BLOCKED;
    if (answer.kind === 'given') return { kind: 'known', credential: answer.credential };
    if (answer.kind === 'failed') failed ??= answer.step;
    // Nobody comes back from a helper that never ends.
    if (answer.kind === 'failed' && answer.hangs) return answer.step ?? BLOCKED;
    choice = after(helper, answer);
  }
  return failed ?? { kind: 'known', credential: null };
}

function after({ none, failed }: HelperUse, { kind }: Answer): CredentialChoice | null {
  return kind === 'failed' && failed !== undefined ? failed : (none ?? null);
}

type Answer =
  | { readonly kind: 'given'; readonly credential: CredentialRef }
  | { readonly kind: 'none' }
  /** `step`: null where the client passes over it. */
  | { readonly kind: 'failed'; readonly step: StepResult | null; readonly hangs: boolean };

/** What the helper says; null while nobody knows. */
function ask(walker: Walker, { source, matchedKey }: CredentialRef, helper: HelperUse): Answer | null {
  const { program, server } = helper;
  const key: HelperKey = { kind: 'helper', program, server };
  const id = keyId(key);
  if (helper.absent === true) return failure(walker, helper, 'it is not on the PATH', null, 0, false);
  const fact = walker.environment.facts.get(key);
  if (fact === undefined) {
    // A helper may ask its user something: it is run only where the client surely would.
    if (!walker.speculative) walker.need(key);
    return null;
  }
  if (isOwnFault(fact.detail)) {
    noteUnasked(walker, `${program} for ${server}`, fact.detail);
    return null;
  }
  switch (fact.outcome) {
    case 'credentials': {
      note(walker, helper, fact, id);
      const kind = fact.credential ?? 'basic';
      return { kind: 'given', credential: { id, kind, source, matchedKey } };
    }
    case 'not-found':
      note(walker, helper, fact, id);
      return { kind: 'none' };
    case 'silent':
      walker.unbounded = true;
      return failure(walker, helper, `no answer within ${fact.ms} ms`, id, fact.ms, true);
    case 'missing':
    case 'failed':
    case 'junk':
      return failure(walker, helper, fact.detail ?? WORDS[fact.outcome], id, fact.ms, false);
  }
}

const WORDS = {
  missing: 'it is not on the PATH',
  failed: 'it ended with an error',
  junk: 'what it printed is no credential',
} as const;

/** The first asking of a walk costs its time; later ones are told by what the first brought. */
function note(walker: Walker, { program, server }: HelperUse, fact: HelperFact, id: string): void {
  if (wasAsked(walker, id)) return;
  const has = fact.outcome === 'credentials' ? 'has credentials' : 'has none';
  const attempt = walker.open({ step: 'wait', detail: `${program} is asked for ${server}: it ${has}` });
  walker.clock += fact.ms;
  walker.succeed(attempt, id);
}

function failure(
  walker: Walker,
  { program, server, forgives }: HelperUse,
  why: string,
  id: string | null,
  ms: number,
  hangs: boolean,
): Answer {
  const text = `error getting credentials of ${server} from ${program}: ${why}`;
  if (forgives === true && !hangs) {
    if (id === null || !wasAsked(walker, id)) passOver(walker, text, id, ms);
    return { kind: 'failed', step: null, hangs };
  }
  const attempt = walker.open({ step: 'wait' });
  if (id === null || !wasAsked(walker, id)) walker.clock += ms;
  return { kind: 'failed', step: walker.fail(attempt, 'credential-helper', text, id), hangs };
}

/** No failure of the walk: the client goes on as if it had asked nobody. */
function passOver(walker: Walker, text: string, id: string | null, ms: number): void {
  const attempt: OpenAttempt = walker.open({ step: 'wait', detail: text });
  walker.clock += ms;
  attempt.outcome = 'credential-helper';
  attempt.ms = ms;
  if (id !== null) attempt.facts = [id];
}

function wasAsked(walker: Walker, id: string): boolean {
  return walker.attempts.some(({ facts }) => facts.includes(id));
}
