import { answerEvidence, answerOf, atHop } from '../answer.js';
import { registryAsked, sentWith } from '../asked.js';
import { type Quota, quotaWords, readQuota, when } from '../quota.js';
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
    const served = Date.parse(headers['date'] ?? '');
    const nowMs = Number.isNaN(served) ? context.host.nowMs : served;
    const quota = readQuota(headers, nowMs);
    const after = headers['retry-after'];
    const limits = Object.entries(headers).filter(([name]) => /^(?:x-)?ratelimit-/.test(name));
    const account = sentWith(cause).credential !== null;
    return {
      title: `${registry} limits how often it is asked and answers ${failure.status ?? TOO_MANY} (${account ? 'with the account sent' : 'nobody is logged in'})`,
      subject: endpoint(cause.url),
      evidence: [
        ...answerEvidence(cause, context),
        ...quotaWords(quota, nowMs).map((text) => atHop(cause, text)),
        ...(after === undefined ? [] : [atHop(cause, `Retry-After: ${after}`)]),
        ...limits.map(([name, value]) => atHop(cause, `${name}: ${value}`)),
      ],
      nextStep: `ask again ${again(quota, nowMs)}; ${account ? 'an account with a higher limit' : 'a login'} or a mirror near you raises the limit, and whoever runs ${registry} can lift it`,
    };
  },
};

function again({ againMs, resetMs }: Quota, nowMs: number): string {
  const moment = againMs ?? resetMs;
  return moment === null ? 'later' : when(moment, nowMs);
}
