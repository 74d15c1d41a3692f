import { answerEvidence, answerOf, atHop } from '../answer.js';
import { registryAsked, sentWith } from '../asked.js';
import { endpoint, type Rule } from '../rule.js';

const TOO_MANY = 429;

/** The registry counts pulls and has had enough (429, TOOMANYREQUESTS). */
export const rateLimited: Rule = {
  code: 'rate-limited',
  explains(cause, context) {
    const { failure } = cause;
    if (failure.status !== TOO_MANY && !failure.codes.includes('TOOMANYREQUESTS')) return null;
    const fact = answerOf(cause, context);
    const registry = registryAsked(cause);
    const headers = fact?.headers ?? {};
    const after = headers['retry-after'];
    const limits = Object.entries(headers).filter(([name]) => /^(?:x-)?ratelimit-/.test(name));
    const account = sentWith(cause).credential !== null;
    const when = after === undefined ? 'later' : /^\d+$/.test(after) ? `in ${after} s` : `after ${after}`;
    return {
      title: `${registry} limits how often it is asked and answers ${failure.status ?? TOO_MANY} (${account ? 'with the account sent' : 'nobody is logged in'})`,
      subject: endpoint(cause.url),
      evidence: [
        ...answerEvidence(cause, context),
        ...(after === undefined ? [] : [atHop(cause, `Retry-After: ${after}`)]),
        ...limits.map(([name, value]) => atHop(cause, `${name}: ${value}`)),
      ],
      nextStep: `ask again ${when}; ${account ? 'an account with a higher limit' : 'a login'} or a mirror near you raises the limit, and whoever runs ${registry} can lift it`,
    };
  },
};
