import { answerEvidence, answerOf, atHop, statusLine } from '../answer.js';
import { registryAsked, repositoryIn, type Sent, sentWith } from '../asked.js';
import type { Cause, DiagnosisContext } from '../context.js';
import { credentialPlace, describeCredential } from '../credential.js';
import type { Evidence } from '../finding.js';
import { endpoint, type Rule } from '../rule.js';

const REFUSALS: readonly number[] = [401, 403];

/** The login is good, but not for this repository or action: 403, or 401 with a token that the login bought. */
export const authDeniedScope: Rule = {
  code: 'auth-denied-scope',
  explains(cause, context) {
    const { failure, url, hop } = cause;
    const sent = sentWith(cause);
    if (failure.status === null || !REFUSALS.includes(failure.status)) return null;
    if (hop === 'redirect' || sent.credential === null) return null;
    const registry = registryAsked(cause);
    const { plan } = cause.case;
    const fact = answerOf(cause, context);
    const repository = repositoryIn(url) ?? plan.reference?.repository ?? '';
    const action = plan.operation === 'push' ? 'push to' : plan.operation === 'pull' ? 'pull' : 'log in to';
    const target = repository === '' || plan.operation === 'login' ? registry : `${registry}/${repository}`;
    return {
      title: `the account of ${describeCredential(sent.credential)} may not ${action} ${target} (${fact === null ? failure.status : statusLine(fact)})`,
      subject: target,
      location: credentialPlace(sent.credential, plan),
      evidence: [...answerEvidence(cause, context), ...grants(cause, context, sent), ...refusedToken(cause, context)],
      nextStep: `whoever runs ${registry}: give this account the right to ${action} ${repository === '' ? registry : repository} (or use one that has it); registries also answer so where the repository does not exist`,
      about: { origin: endpoint(url), registry, file: credentialPlace(sent.credential, plan)?.path ?? null },
    };
  },
};

/** What the token allows against what was asked for, where the token can be read. */
function grants(cause: Cause, context: DiagnosisContext, { token }: Sent): Evidence[] {
  const id = token?.facts.at(-1) ?? null;
  const fact = id === null ? undefined : context.facts.byId(id);
  const access = fact?.kind === 'http' ? (fact.token?.access ?? null) : null;
  if (access === null || id === null) return [];
  const { plan } = cause.case;
  const asked = `${plan.operation === 'push' ? 'pull and push' : 'pull'} for ${repositoryIn(cause.url) ?? plan.reference?.repository ?? '?'}`;
  const granted = access
    .map(({ name, actions }) => `${actions.length === 0 ? 'nothing' : actions.join(' and ')} for ${name}`)
    .join(', ');
  return [{ text: `asked was ${asked}; the token grants ${granted === '' ? 'nothing' : granted}`, fact: id }];
}

/** A registry that doesn't trust its own realm's token says so in the challenge. */
function refusedToken(cause: Cause, context: DiagnosisContext): Evidence[] {
  const error = answerOf(cause, context)
    ?.challenges.map(({ parameters }) => parameters['error'])
    .find((word) => word);
  if (error === undefined) return [];
  const reason = error === 'invalid_token' ? ': the registry does not trust the token (its keys, or a clock)' : '';
  return [atHop(cause, `its challenge says error="${error}"${reason}`)];
}
