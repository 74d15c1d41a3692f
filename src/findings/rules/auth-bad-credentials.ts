import { answerEvidence, answerOf, atHop, statusLine } from '../answer.js';
import { registryAsked, sentWith } from '../asked.js';
import { iso } from '../clock.js';
import type { Cause } from '../context.js';
import { credentialPlace, describeCredential, loginStep } from '../credential.js';
import { challengeError, saysInvalidGrant } from '../refusal.js';
import { endpoint, type Rule } from '../rule.js';
import { credentialIn } from '../rules-toward.js';

const UNAUTHORIZED = 401;
/** Name of the credential that the call itself gave. */
const GIVEN = 'flag:--creds';

/** User name and password, or an identity token, were sent, to the registry or its token realm, and it knows nobody by them. */
export const authBadCredentials: Rule = {
  code: 'auth-bad-credentials',
  explains(cause, context) {
    const { failure, request } = cause;
    const { credential, token } = sentWith(cause);
    const fact = answerOf(cause, context);
    const invalidGrant = request.step === 'token' && fact !== null && saysInvalidGrant(fact);
    // A token that was bought with the credential shows that the login is good.
    if ((failure.status !== UNAUTHORIZED && !invalidGrant) || credential === null || token !== null) return null;
    if (fact !== null && challengeError(fact) === 'insufficient_scope') return null;
    const registry = registryAsked(cause);
    const { plan } = cause.case;
    const whose = request.step === 'token' ? `the token service of ${registry}` : registry;
    const what = sentThing(cause, credential);
    const until = fact?.sent?.expiresAtMs ?? null;
    return {
      title: `${whose} does not accept ${what} of ${describeCredential(credential)} (${fact === null ? UNAUTHORIZED : statusLine(fact)})`,
      subject: registry,
      location: credentialPlace(credential, plan),
      evidence: [
        ...answerEvidence(cause, context),
        atHop(cause, `sent: ${what} of ${describeCredential(credential)}, as ${plan.client} would`),
        ...(until === null
          ? []
          : [atHop(cause, `it is a token that says it is good until ${iso(until)}: it has not run out`)]),
      ],
      nextStep:
        credential === GIVEN && plan.operation !== 'login'
          ? `give the user name and password of an account that ${registry} knows; what a login has stored is not used beside --creds`
          : `log in again with a user name and password that ${registry} knows: ${loginStep(plan.client, registry)}`,
      about: { origin: endpoint(cause.url), registry, file: credentialPlace(credential, plan)?.path ?? null },
    };
  },
};

/** What a credential is, by its kind in the configuration. */
function sentThing(cause: Cause, credential: string): string {
  switch (credentialIn(cause.case, credential)?.kind) {
    case 'identity-token':
      return 'the identity token';
    case 'registry-token':
      return 'the registry token';
    default:
      return 'the credentials';
  }
}
