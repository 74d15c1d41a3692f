import { answerOf, atHop, isWebPage, pageTitle, statusLine } from '../answer.js';
import { registryAsked } from '../asked.js';
import type { Cause, DiagnosisContext } from '../context.js';
import { endpoint, hostPort, type Rule } from '../rule.js';

/** Statuses by which a realm says something of who asks, or how often: other rules' business. */
const SPOKEN_BY_OTHERS: readonly number[] = [401, 403, 429];

/**
 * The registry sends clients to a token service that gives no token. The client's own error names that host without a hint of what it is
 * (containers/image `docker/docker_client.go`: getBearerToken has no https→http fallback and uses the registry's TLS settings).
 */
export const authTokenRealmUnreachable: Rule = {
  code: 'auth-token-realm-unreachable',
  namesHop: true,
  explains(cause, context) {
    const { failure, hop, url } = cause;
    // No request was sent: Basic is asked for, and there is no account.
    if (failure.kind === 'credential-missing') return null;
    if (hop !== 'token' || (failure.status !== null && SPOKEN_BY_OTHERS.includes(failure.status))) return null;
    const registry = registryAsked(cause);
    const where = cause.request.url === null ? 'a token service with an unusable address' : endpoint(url);
    return {
      title: `${registry} sends clients to ${where} for a token, which ${what(cause, context)}`,
      subject: cause.request.url === null ? registry : endpoint(url),
      detail: isPage(cause, context) ? 'captive-portal-or-html' : null,
      evidence: [
        ...(cause.request.url === null
          ? []
          : [atHop(cause, `the challenge of ${registry} names ${url.origin}${url.pathname} as its realm`)]),
        atHop(cause, `${hostPort(url)}: ${failure.text}`),
      ],
      nextStep: `whoever runs ${registry}: point its realm at an address that this machine reaches and trusts, or make ${hostPort(url)} answer`,
    };
  },
};

function isPage(cause: Cause, context: DiagnosisContext): boolean {
  const fact = answerOf(cause, context);
  return fact !== null && fact.status !== null && fact.status < 500 && isWebPage(fact);
}

function what(cause: Cause, context: DiagnosisContext): string {
  const { kind } = cause.failure;
  const fact = answerOf(cause, context);
  if (kind.startsWith('dns-')) return 'cannot be looked up';
  if (kind === 'tcp-refused') return 'refuses connections';
  if (kind.startsWith('tcp-')) return 'cannot be reached';
  if (kind.startsWith('tls-')) return 'offers no TLS connection that the client accepts';
  if (isPage(cause, context) && fact !== null) {
    const title = pageTitle(fact);
    return `answers with a web page${title === null ? '' : ` ("${title}")`} instead`;
  }
  if (kind === 'http-status' && fact !== null) return `answers ${statusLine(fact)}`;
  if (kind === 'token-missing') return cause.request.url === null ? 'leads nowhere' : 'answers without a token';
  return 'gives no usable answer';
}
