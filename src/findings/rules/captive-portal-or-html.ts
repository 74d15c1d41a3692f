import { answerOf, atHop, isWebPage, pageTitle, requestLine, serverWords, statusLine } from '../answer.js';
import { registryAsked } from '../asked.js';
import type { Cause, DiagnosisContext } from '../context.js';
import type { Evidence } from '../finding.js';
import { proxyOf, proxyUrl } from '../proxy.js';
import { endpoint, type Rule } from '../rule.js';

/** A gateway's page about its failing registry, a page that asks for a login, a limit's page: their status says more than the page. */
const STATUS_SAYS_MORE: readonly number[] = [401, 407, 429];

/** Something answers, but not a registry: a login page, a web site, a block page, another service. */
export const captivePortalOrHtml: Rule = {
  code: 'captive-portal-or-html',
  explains(cause, context) {
    const fact = answerOf(cause, context);
    if (fact === null || fact.status === null || cause.failure.proxied) return null;
    if (fact.status >= 500 || STATUS_SAYS_MORE.includes(fact.status)) return null;
    const isPage = isWebPage(fact);
    if (!isPage && !isNoRegistry(cause, context)) return null;
    const title = pageTitle(fact);
    const registry = registryAsked(cause);
    const shown = isPage ? `a web page${title === null ? '' : ` ("${title}")`}` : statusLine(fact);
    const words = serverWords(fact);
    const answers = `${endpoint(cause.url)} answers with ${shown} where a registry answer was expected`;
    return {
      title: cause.hop === 'redirect' ? `${registry} redirects to ${cause.url.hostname}, and ${answers}` : answers,
      subject: endpoint(cause.url),
      evidence: [
        atHop(
          cause,
          `${requestLine(cause)}: ${statusLine(fact)}, content type ${fact.headers['content-type'] ?? 'not given'}`,
        ),
        ...(words === null ? [] : [atHop(cause, `it says: ${words}`)]),
        ...throughProxy(cause),
        ...(isPage ? [] : [atHop(cause, 'a registry answers /v2/ with 200 or 401; this may be another service')]),
      ],
      nextStep: `whoever runs ${registry} or the network before it: let ${cause.url.protocol}//${registry}/v2/ reach the registry (log in at the portal, allow it in the filter), or correct host and port in the name`,
    };
  },
};

/** A page that came through a proxy may be the proxy's own. */
function throughProxy(cause: Cause): Evidence[] {
  const proxy = proxyOf(cause);
  if (proxy === null || 'error' in proxy) return [];
  const text = `asked through the proxy ${proxyUrl(proxy)} (${proxy.source.name}): the page may be the proxy's own`;
  return [{ text, fact: null }];
}

/** A refusal of the ping itself in no registry's words. */
function isNoRegistry({ request, failure }: Cause, context: DiagnosisContext): boolean {
  const fact = failure.fact === null ? undefined : context.facts.byId(failure.fact);
  return (
    request.step === 'ping' &&
    failure.kind === 'http-status' &&
    failure.codes.length === 0 &&
    fact?.kind === 'http' &&
    fact.headers['docker-distribution-api-version'] === undefined
  );
}
