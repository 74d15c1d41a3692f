import type { Observation } from '../../clients/client.js';
import { describeSource } from '../../host/source.js';
import { answerEvidence, answerOf, atHop, statusLine } from '../answer.js';
import { pingBefore, registryAsked, repositoryIn, sentWith } from '../asked.js';
import type { Cause, DiagnosisContext } from '../context.js';
import { loginStep } from '../credential.js';
import type { Evidence } from '../finding.js';
import { isRefusal } from '../refusal.js';
import { type Explanation, endpoint, type Rule } from '../rule.js';
import { grantEvidence } from '../token-request.js';

/** A login is wanted and nobody's was sent: none is there, or it lies under a key or in a file that does not count. */
export const authMissingCredentials: Rule = {
  code: 'auth-missing-credentials',
  explains(cause, context) {
    const { failure, hop } = cause;
    const stopsBefore = failure.kind === 'credential-missing';
    if (stopsBefore && (hop !== 'token' || cause.case.plan.operation === 'login')) return withoutAccount(cause);
    const refused = isRefusal(failure.status, failure.codes);
    if (!(refused || stopsBefore) || hop === 'redirect' || sentWith(cause).credential !== null) return null;
    const registry = registryAsked(cause);
    const { plan } = cause.case;
    const repository = repositoryIn(cause.url) ?? plan.reference?.repository ?? '';
    const fact = answerOf(cause, context);
    const status = fact !== null ? statusLine(fact) : stopsBefore ? 'Basic authentication' : String(failure.status);
    const misses = nearMisses(cause);
    const unasked = unaskedFor(cause, context);
    const what = repository === '' || plan.operation === 'login' ? '' : ` for ${repository}`;
    const step =
      unasked === null
        ? `log in: ${loginStep(plan.client, registry)}`
        : `whoever runs ${registry}: answer /v2/ with 401 and the challenge; until then no login of these clients is ever sent`;
    return {
      title: `${registry} wants a login${what} (${status}), and none was sent`,
      subject: registry,
      location: misses[0] === undefined ? null : { path: misses[0].source.name, line: misses[0].source.line },
      // Nobody gave an account to push or log in with: that is no fault yet.
      severity:
        plan.operation !== 'pull' && misses.length === 0 && cause.severity === 'error' ? 'info' : cause.severity,
      evidence: [
        ...answerEvidence(cause, context),
        ...grantEvidence(cause, context),
        ...misses.map(({ source, text }): Evidence => ({ text: `${describeSource(source)}: ${text}`, fact: null })),
        ...(unasked === null ? [] : [unasked]),
        ...(misses.length > 0 || unasked !== null
          ? []
          : [
              atHop(
                cause,
                context.flags.anonymous === true
                  ? "asked with nobody's credentials (--anonymous)"
                  : `${plan.client} finds no credentials for ${registry} in any file it reads`,
              ),
            ]),
        ...(repository === '' ? [] : [atHop(cause, 'registries also answer so where the repository does not exist')]),
      ],
      nextStep: step,
      about: { origin: endpoint(cause.url), registry, file: misses[0]?.source.name ?? null },
    };
  },
};

/** Credentials that look meant for this registry but are not used. */
function nearMisses({ case: { plan } }: Cause): readonly Observation[] {
  return plan.observations.filter(({ code }) => code === 'auth-near-miss');
}

/** `/v2/` answered without a challenge: then this family never sends what it has (containers/image: setupRequestAuth). */
function unaskedFor(cause: Cause, context: DiagnosisContext): Evidence | null {
  const id = pingBefore(cause)?.facts.at(-1);
  const fact = id === undefined ? undefined : context.facts.byId(id);
  if (id === undefined || fact?.kind !== 'http' || fact.challenges.length > 0 || cause.request.step === 'token')
    return null;
  const text = `/v2/ answered ${statusLine(fact)} without a challenge, so ${cause.case.plan.client} sends no credentials, whether it has any or not`;
  return { text, fact: id };
}

/** A login without an account. */
function withoutAccount(cause: Cause): Explanation {
  const { plan } = cause.case;
  const registry = registryAsked(cause);
  return {
    title: `${registry} wants a user name and password, and ${plan.client} has none to log in with`,
    subject: registry,
    severity: 'info',
    evidence: [atHop(cause, cause.failure.text)],
    nextStep: `give an account: ${loginStep(plan.client, registry)}`,
    about: { origin: null, registry, file: null },
  };
}
