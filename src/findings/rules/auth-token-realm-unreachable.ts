import { cleanText } from '../../text/clean.js';
import { answerEvidence, answerOf, atHop, isWebPage, pageTitle, statusLine } from '../answer.js';
import { registryAsked, sentWith } from '../asked.js';
import type { Cause, DiagnosisContext } from '../context.js';
import { describeCredential } from '../credential.js';
import type { Evidence } from '../finding.js';
import { quoted } from '../parts.js';
import { isRefusal, saysInvalidGrant } from '../refusal.js';
import { endpoint, hostPort, type Rule } from '../rule.js';
import { realmNamed } from '../token-request.js';

/** A realm is an address, not a text. */
const MAX_REALM_CHARACTERS = 200;

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
    if (failure.kind.startsWith('credential-')) return null;
    if (hop !== 'token' || (failure.status !== null && SPOKEN_BY_OTHERS.includes(failure.status))) return null;
    const spoken = answerOf(cause, context);
    if (spoken !== null && (isRefusal(spoken.status, failure.codes) || saysInvalidGrant(spoken))) return null;
    const registry = registryAsked(cause);
    const where = cause.request.url === null ? 'a token service with an unusable address' : endpoint(url);
    return {
      title: `${registry} sends clients to ${where} for a token, which ${what(cause, context)}`,
      subject: cause.request.url === null ? registry : endpoint(url),
      detail: isPage(cause, context) ? 'captive-portal-or-html' : null,
      evidence: [
        ...realmEvidence(cause, context, registry),
        atHop(cause, `${hostPort(url)}: ${failure.text}`),
        ...(spoken === null ? [] : answerEvidence(cause, context).slice(1)),
        ...sentEvidence(cause),
      ],
      nextStep:
        cause.request.url === null
          ? `whoever runs ${registry}: name the token service in the challenge by a whole URL in quotation marks, realm="https://HOST/PATH"`
          : `whoever runs ${registry}: point its realm at an address that this machine reaches and trusts, or make ${hostPort(url)} answer`,
    };
  },
};

/** Who says that tokens come from there, in its own words. */
function realmEvidence(cause: Cause, context: DiagnosisContext, registry: string): Evidence[] {
  const named = realmNamed(cause, context);
  if (named !== null) {
    const fact = context.facts.byId(named.fact);
    const raw = fact?.kind === 'http' ? fact.headers['www-authenticate'] : undefined;
    const unusable = cause.request.url === null;
    const realm = unusable ? quoted(named.realm) : cleanText(named.realm, MAX_REALM_CHARACTERS);
    const whole = unusable && raw !== undefined ? `; in full it says ${quoted(raw)}` : '';
    return [{ text: `the challenge of ${registry} names ${realm} as its realm${whole}`, fact: named.fact }];
  }
  if (cause.request.url === null) return [];
  return [atHop(cause, `the challenge of ${registry} names ${cause.url.origin}${cause.url.pathname} as its realm`)];
}

/** Whose login the token is to be bought with: a realm that one account reaches is reached by all. */
function sentEvidence(cause: Cause): Evidence[] {
  const { credential } = sentWith(cause);
  return credential === null
    ? []
    : [atHop(cause, `the credentials of ${describeCredential(credential)} would be sent there`)];
}

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
  if (kind === 'http-too-large') return 'answers with more than clients read';
  if (kind === 'token-missing' && fact?.token?.unusable === true)
    return 'answers with a token that no header can carry';
  if (kind === 'token-missing') return cause.request.url === null ? 'leads nowhere' : 'answers without a token';
  return 'gives no usable answer';
}
