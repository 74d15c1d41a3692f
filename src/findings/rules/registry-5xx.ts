import type { HttpFact } from '../../facts/facts.js';
import { answerEvidence, answerOf, atHop, isWebPage, pageTitle, requestLine, statusLine } from '../answer.js';
import { registryAsked } from '../asked.js';
import type { Cause } from '../context.js';
import { endpoint, type Rule } from '../rule.js';

const SERVER_ERROR = 500;
/** Statuses that other rules speak of where the registry itself gives them. */
const SPOKEN_BY_OTHERS: readonly number[] = [401, 403, 404, 407, 429];

/** The registry, or the gateway before it, fails or behaves as no HTTP server should: what it did is in the title. */
export const registry5xx: Rule = {
  code: 'registry-5xx',
  explains(cause, context) {
    if (cause.failure.proxied) return null;
    const fact = answerOf(cause, context);
    const did = whatItDid(cause, fact);
    if (did === null) return null;
    const page = fact !== null && isWebPage(fact) ? pageTitle(fact) : null;
    const unbounded = cause.case.walk.bound === 'unbounded' && cause.failure.kind === 'http-timeout';
    return {
      title: `${endpoint(cause.url)} ${did}`,
      subject: endpoint(cause.url),
      evidence: [
        ...(cause.failure.status === null ? [atHop(cause, silenceText(cause, fact))] : answerEvidence(cause, context)),
        ...(page === null ? [] : [atHop(cause, `with a web page titled "${page}"`)]),
        ...(unbounded
          ? [atHop(cause, `${cause.case.plan.client} sets no limit on this wait: it hangs until it is stopped`)]
          : []),
      ],
      nextStep: `whoever runs ${registryAsked(cause)}: look at the registry and the gateway before it; the request was ${requestLine(cause)}`,
    };
  },
};

function whatItDid(cause: Cause, fact: HttpFact | null): string | null {
  const { failure, hop } = cause;
  const request = requestLine(cause);
  switch (failure.kind) {
    case 'http-status': {
      const status = failure.status ?? 0;
      if (status < SERVER_ERROR && SPOKEN_BY_OTHERS.includes(status) && hop !== 'redirect') return null;
      return `answers ${fact === null ? status : statusLine(fact)} to ${request}`;
    }
    case 'http-timeout':
      return fact?.outcome === 'stalled'
        ? `begins an answer to ${request} and does not end it`
        : `accepts the connection and never answers ${request}`;
    case 'http-too-large':
      return `answers ${request} with more than any client reads`;
    case 'http-closed':
      return `closes the connection without an answer to ${request}${fact?.detail == null ? '' : `: ${fact.detail}`}`;
    case 'http-reset':
      return `resets the connection without an answer to ${request}`;
    case 'http-redirects':
      return `redirects ${request} for ever`;
    case 'http-redirect-refused':
      return `redirects ${request} to an address that is no http(s) URL`;
    case 'http-malformed':
      return fact?.status != null
        ? `answers ${statusLine(fact)} to ${request} with something that is no ${cause.request.step === 'manifest' ? 'manifest' : 'registry answer'}`
        : `answers ${request} with something that is no HTTP`;
    default:
      return null;
  }
}

function silenceText({ failure }: Cause, fact: HttpFact | null): string {
  // Of an answer that stalls, only the headers were timed.
  if (fact?.outcome === 'stalled') return fact.detail === null ? failure.text : `${failure.text}: ${fact.detail}`;
  const waited = fact !== null && fact.outcome === 'silent';
  return waited ? `${failure.text} within ${Math.round(fact.ms)} ms` : failure.text;
}
