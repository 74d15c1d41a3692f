import { repositoryIn, sentWith } from './asked.js';
import type { Cause, DiagnosisContext } from './context.js';
import type { Evidence } from './finding.js';

/** Whether "there is no such thing" can be taken at its word. */
interface Hidden {
  /** True where the registry may have it, and only not show it to whoever asked. */
  readonly mayBeHidden: boolean;
  readonly evidence: readonly Evidence[];
}

/**
 * Many registries answer 404 to whoever may not see a repository (distribution-spec leaves it open), so a 404 proves that it is missing only where the
 * registry has let this very request in: a token that grants the right to pull it, or no login wanted of anybody.
 */
export function mayBeHidden(cause: Cause, context: DiagnosisContext): Hidden {
  const { credential, token } = sentWith(cause);
  if (credential === null && token === null) return { mayBeHidden: false, evidence: [] };
  const id = token?.facts.at(-1) ?? null;
  const fact = id === null ? undefined : context.facts.byId(id);
  const access = fact?.kind === 'http' ? (fact.token?.access ?? null) : null;
  const repository = repositoryIn(cause.url) ?? cause.case.plan.reference?.repository ?? '';
  const granted = access?.find(({ name }) => name === repository)?.actions ?? [];
  if (granted.includes('pull') || granted.includes('*')) {
    const text = `the token grants ${granted.join(' and ')} for ${repository}: whoever asked is let in, so it is not about rights`;
    return { mayBeHidden: false, evidence: [{ text, fact: id }] };
  }
  if (access !== null && id !== null) {
    const text = `the token grants nothing for ${repository}: this 404 may just as well mean that ${who(credential)} may not see it`;
    return { mayBeHidden: true, evidence: [{ text, fact: id }] };
  }
  const text = `some registries answer so too for what they don't show: ${who(credential)} may lack the right to see it; the answer does not say which`;
  return { mayBeHidden: true, evidence: [{ text, fact: cause.failure.fact }] };
}

function who(credential: string | null): string {
  return credential === null ? 'somebody who is not logged in' : 'the account sent';
}
