import type { HttpFact } from '../../facts/facts.js';
import { isIP } from '../../text/address.js';
import { answerOf } from '../answer.js';
import type { Cause, DiagnosisContext } from '../context.js';
import { bareHost, hopEvidence, quoted } from '../parts.js';
import { endpoint, hostPort, type Rule, seen } from '../rule.js';
import { originOf, requestsIn } from '../transport-of.js';

/**
 * What TLS servers answer to plain HTTP: Go (net/http `server.go`: "Client sent an HTTP request…"), nginx (`ngx_http_special_response.c`),
 * Apache (mod_ssl `ssl_engine_kernel.c`), Tomcat and Jetty.
 */
const ANSWERS: readonly RegExp[] = [
  /client sent an http request to an https server/i,
  /plain http request was sent to https port/i,
  /speaking plain http to an ssl-enabled server port/i,
  /combination of host and port requires tls/i,
];

/** Plain HTTP is spoken to a port that speaks TLS. */
export const httpOnHttpsPort: Rule = {
  code: 'http-on-https-port',
  explains(cause, context) {
    const fact = cause.url.protocol === 'http:' ? answerOf(cause, context) : null;
    const answer = fact === null ? null : (answerOfTls(fact) ?? bareAnswerOfTls(fact, cause, context));
    if (answer === null) return null;
    const place = hostPort(cause.url);
    const said = cause.case.plan.sources.find(({ says }) => says.includes(`http://${cause.url.host}`));
    const location = said?.kind === 'file' ? { location: { path: said.name, line: said.line } } : {};
    return {
      title: `${place} speaks TLS, and is asked over plain HTTP`,
      subject: endpoint(cause.url),
      evidence: [seen(cause, `${place} ${answer}`), ...hopEvidence(cause)],
      nextStep: isPlanned(cause)
        ? `say https:// for ${bareHost(cause.url)} where this client is told the scheme`
        : `whoever runs the registry: it must name https://${cause.url.host}, not http://, to its clients (its external URL, or X-Forwarded-Proto from the proxy before it)`,
      ...location,
    };
  },
};

/** True where the client itself chose this address; otherwise an answer of the registry led there. */
function isPlanned({ case: { plan }, url }: Cause): boolean {
  return requestsIn(plan.root).some((request) => originOf(request.url) === url.origin);
}

function answerOfTls(fact: HttpFact): string | null {
  if (fact.outcome === 'malformed' && fact.detail?.includes('TLS') === true)
    return 'answers plain HTTP with a TLS alert';
  const text = [...fact.errors.map(({ message }) => message), fact.statusText, fact.bodyStart].join(' ');
  const words = ANSWERS.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined);
  // 497 is nginx's own status for this, before an error page changes it.
  if (fact.status !== 497 && (fact.status === null || fact.status < 400 || words === undefined)) return null;
  return `answers ${fact.status}${words === undefined ? '' : ` and says ${quoted(words)}`}`;
}

/** An answer to HEAD has no words: there a 400 counts where the same port shakes hands. */
function bareAnswerOfTls(fact: HttpFact, { request, url }: Cause, { trials }: DiagnosisContext): string | null {
  if (request.method !== 'HEAD' || fact.status !== 400) return null;
  const place = /^\[?([^\]]+?)\]?:(\d+)$/.exec(request.address ?? '');
  if (place === null) return null;
  const name = bareHost(url);
  const handshake = trials.wanted({
    kind: 'tls',
    route: { kind: 'direct', address: place[1] ?? '', port: Number(place[2]) },
    serverName: isIP(name) === 0 ? name : null,
    clientCertificate: null,
  });
  return handshake?.outcome === 'handshake' ? 'answers 400 over plain HTTP and takes TLS handshakes' : null;
}
