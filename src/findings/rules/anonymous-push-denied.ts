import { answerEvidence } from '../answer.js';
import { registryAsked, repositoryIn, sentWith } from '../asked.js';
import { loginStep } from '../credential.js';
import { rightsSentence } from '../rights.js';
import { endpoint, type Rule } from '../rule.js';

const REFUSALS: readonly number[] = [401, 403];

/** A push without any account, where pushing wants one: nobody's fault, and what the owner of an open registry wants to be sure of. */
export const anonymousPushDenied: Rule = {
  code: 'anonymous-push-denied',
  explains(cause, context) {
    const { failure, hop } = cause;
    const { plan } = cause.case;
    if (plan.operation !== 'push' || cause.severity !== 'error' || hop === 'redirect') return null;
    const refused = failure.status !== null && REFUSALS.includes(failure.status);
    const stopped = failure.kind === 'credential-missing' && hop === 'token';
    if (!(refused || stopped) || sentWith(cause).credential !== null) return null;
    // A login that is there and not used is the fault.
    const misses = plan.observations.some(({ code }) => code === 'auth-near-miss');
    if (misses && context.flags.anonymous !== true) return null;
    const registry = registryAsked(cause);
    const repository = plan.reference?.repository ?? repositoryIn(cause.url) ?? registry;
    const { rights } = context;
    const said = rights?.anonymous.push === 'no' ? rightsSentence(rights) : null;
    return {
      title: said ?? `pushing to ${repository} needs an account`,
      subject: `${registry}/${repository}`,
      severity: 'info',
      evidence: [
        ...answerEvidence(cause, context),
        {
          text:
            context.flags.anonymous === true
              ? "asked with nobody's credentials (--anonymous)"
              : `${plan.client} finds no credentials for ${registry} in any file it reads, and none were given`,
          fact: null,
        },
      ],
      nextStep: `to push: ${loginStep(plan.client, registry)}`,
      about: { origin: endpoint(cause.url), registry, file: null },
    };
  },
};
