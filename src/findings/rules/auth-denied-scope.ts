import { answerEvidence, answerOf, atHop, statusLine } from '../answer.js';
import { registryAsked, repositoryIn, sentWith } from '../asked.js';
import type { Cause, DiagnosisContext } from '../context.js';
import { credentialPlace, describeCredential } from '../credential.js';
import type { Evidence } from '../finding.js';
import { challengeError, isRefusal } from '../refusal.js';
import { type Explanation, endpoint, hostPort, type Rule } from '../rule.js';
import { grantEvidence } from '../token-request.js';

/** The login is good, but not for this repository or action: 403, or 401 with a token that the login bought. */
export const authDeniedScope: Rule = {
  code: 'auth-denied-scope',
  explains(cause, context) {
    const { failure, url, hop } = cause;
    const sent = sentWith(cause);
    if (!isRefusal(failure.status, failure.codes) || hop === 'redirect') return null;
    const fact = answerOf(cause, context);
    if (fact !== null && sent.token !== null && challengeError(fact) === 'invalid_token')
      return distrusted(cause, context, URL.parse(sent.token.url ?? ''));
    if (sent.credential === null) return null;
    const registry = registryAsked(cause);
    const { plan } = cause.case;
    const repository = repositoryIn(url) ?? plan.reference?.repository ?? '';
    const action = plan.operation === 'push' ? 'push to' : plan.operation === 'pull' ? 'pull' : 'log in to';
    const target = repository === '' || plan.operation === 'login' ? registry : `${registry}/${repository}`;
    return {
      title: `the account of ${describeCredential(sent.credential)} may not ${action} ${target} (${fact === null ? failure.status : statusLine(fact)})`,
      subject: target,
      location: credentialPlace(sent.credential, plan),
      evidence: [
        ...answerEvidence(cause, context),
        ...grantEvidence(cause, context),
        ...challengeWords(cause, context),
        ...statusWords(cause),
      ],
      nextStep: `whoever runs ${registry}: give this account the right to ${action} ${repository === '' ? registry : repository} (or use one that has it); registries also answer so where the repository does not exist`,
      about: { origin: endpoint(url), registry, file: credentialPlace(sent.credential, plan)?.path ?? null },
    };
  },
};

/** A registry that doesn't trust its own realm's token says so in the challenge: no account of anybody's can change that. */
function distrusted(cause: Cause, context: DiagnosisContext, service: URL | null): Explanation {
  const registry = registryAsked(cause);
  const from = service === null ? 'its own token service' : `its own token service ${hostPort(service)}`;
  return {
    title: `${registry} does not accept the token that ${from} gives for it (${cause.failure.status}, error="invalid_token")`,
    subject: registry,
    evidence: [...answerEvidence(cause, context), ...grantEvidence(cause, context), ...challengeWords(cause, context)],
    nextStep: `whoever runs ${registry}: make it and ${from} agree on the signing key, the issuer and the service (audience)`,
    about: { origin: endpoint(cause.url), registry, file: null },
  };
}

function challengeWords(cause: Cause, context: DiagnosisContext): Evidence[] {
  const fact = answerOf(cause, context);
  const error = fact === null ? null : challengeError(fact);
  return error === null ? [] : [atHop(cause, `its challenge says error="${error}"`)];
}

/** What a status leaves open. */
function statusWords(cause: Cause): Evidence[] {
  const { status } = cause.failure;
  if (status === 404)
    return [
      atHop(
        cause,
        'the status is 404, but its error is one of rights: what is hidden and what is not there look alike',
      ),
    ];
  return status === 403 && cause.request.step === 'token'
    ? [atHop(cause, 'some token services answer 403 to a wrong password too')]
    : [];
}
