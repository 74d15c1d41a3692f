import { answerEvidence, answerOf, atHop, statusLine } from '../answer.js';
import { registryAsked, sentWith } from '../asked.js';
import { credentialPlace, describeCredential, loginStep } from '../credential.js';
import { endpoint, type Rule } from '../rule.js';

const UNAUTHORIZED = 401;

/** User name and password were sent, to the registry or its token realm, and it knows nobody by them. */
export const authBadCredentials: Rule = {
  code: 'auth-bad-credentials',
  explains(cause, context) {
    const { failure, request } = cause;
    const { credential, token } = sentWith(cause);
    // A token that was bought with the credential shows that the login is good.
    if (failure.status !== UNAUTHORIZED || credential === null || token !== null) return null;
    const fact = answerOf(cause, context);
    if (fact?.challenges.some(({ parameters }) => parameters['error'] === 'insufficient_scope') === true) return null;
    const registry = registryAsked(cause);
    const { plan } = cause.case;
    const whose = request.step === 'token' ? `the token service of ${registry}` : registry;
    return {
      title: `${whose} does not accept the credentials of ${describeCredential(credential)} (${fact === null ? UNAUTHORIZED : statusLine(fact)})`,
      subject: registry,
      location: credentialPlace(credential, plan),
      evidence: [
        ...answerEvidence(cause, context),
        atHop(cause, `sent: the credentials of ${describeCredential(credential)}, as ${plan.client} would`),
      ],
      nextStep: `log in again with a user name and password that ${registry} knows: ${loginStep(plan.client, registry)}`,
      about: { origin: endpoint(cause.url), registry, file: credentialPlace(credential, plan)?.path ?? null },
    };
  },
};
