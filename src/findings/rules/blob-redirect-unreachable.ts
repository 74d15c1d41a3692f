import type { FailureKind } from '../../plan/failure.js';
import { answerOf, atHop, isWebPage, pageTitle, serverWords, statusLine } from '../answer.js';
import { pingBefore, registryAsked } from '../asked.js';
import { redirectBefore } from '../causes.js';
import type { Cause, DiagnosisContext } from '../context.js';
import type { Evidence } from '../finding.js';
import { endpoint, hostPort, type Rule } from '../rule.js';

const NOT_FOUND = 404;
/** What arrived is wrong: the way is good. */
const CONTENT: readonly FailureKind[] = ['content-digest', 'content-size', 'media-type'];
/** Refusals that a presigned address gets once it has run out, or where a filter forbids it: the answer doesn't say which. */
const REFUSALS: readonly number[] = [401, 403];

/**
 * The registry answers and sends its clients elsewhere for content: to a store or CDN that can't be reached or trusted from here, or refuses. What
 * arrives from there and is wrong, or isn't there, is another code's business.
 */
export const blobRedirectUnreachable: Rule = {
  code: 'blob-redirect-unreachable',
  namesHop: true,
  explains(cause, context) {
    const { failure, hop, url, request } = cause;
    if (hop !== 'redirect' || (request.step !== 'blob' && request.step !== 'manifest')) return null;
    // A page in place of a manifest is a portal's or a site's, and says so itself.
    if (request.step === 'manifest' && isPage(cause, context)) return null;
    if (!isPage(cause, context) && (failure.status === NOT_FOUND || CONTENT.includes(failure.kind))) return null;
    const registry = registryAsked(cause);
    const content = request.step === 'blob' ? 'blobs (configuration, layers)' : 'the manifest';
    const place = hostPort(url);
    const refused = failure.status !== null && REFUSALS.includes(failure.status) && !isPage(cause, context);
    return {
      title: `${registry} sends clients to ${endpoint(url)} for ${content}, which ${what(cause, context)}`,
      subject: endpoint(url),
      detail: isPage(cause, context) ? 'captive-portal-or-html' : null,
      evidence: [
        ...redirected(cause),
        atHop(cause, `${place}: ${said(cause, context)}`),
        ...stillWorks(cause, registry),
        ...(refused
          ? [
              atHop(
                cause,
                'the answer does not say whether the signed address is not valid (any more) or a filter forbids it',
              ),
            ]
          : []),
      ],
      nextStep: refused
        ? `whoever runs ${registry}: check the keys and the clock by which it signs addresses of ${place}; whoever runs the network here: let this machine reach ${place} unchanged`
        : `whoever runs the network or firewall here: let this machine reach ${place} (${url.protocol.slice(0, -1)}), besides ${registry}; or whoever runs ${registry}: have it serve blobs itself (docker-registry: storage.redirect.disable: true)`,
      about: { origin: endpoint(url), registry, file: null },
    };
  },
};

/** The redirect itself, resting on the answer that made it. */
function redirected({ case: entry, request, url }: Cause): Evidence[] {
  const before = redirectBefore(entry, request);
  if (before?.url == null) return [];
  const from = URL.parse(before.url);
  return [
    {
      text: `${from === null ? before.url : hostPort(from)} answers ${before.status} to ${before.method} ${from?.pathname ?? ''} and sends to ${hostPort(url)}`,
      fact: before.facts.at(-1) ?? null,
    },
  ];
}

/** What misleads: the registry itself is in order. */
function stillWorks(cause: Cause, registry: string): Evidence[] {
  const ping = pingBefore(cause);
  const status = ping?.status ?? null;
  if (ping === null || status === null) return [];
  return [
    {
      text: `curl of ${registry}/v2/ works all the same (${status}): only content comes from elsewhere`,
      fact: ping.facts.at(-1) ?? null,
    },
  ];
}

function isPage(cause: Cause, context: DiagnosisContext): boolean {
  const fact = answerOf(cause, context);
  return fact !== null && fact.status !== null && fact.status < 500 && isWebPage(fact);
}

function said(cause: Cause, context: DiagnosisContext): string {
  const fact = answerOf(cause, context);
  const words = fact === null ? null : serverWords(fact);
  return words === null ? cause.failure.text : `${cause.failure.text}: ${words}`;
}

function what(cause: Cause, context: DiagnosisContext): string {
  const { kind } = cause.failure;
  const fact = answerOf(cause, context);
  if (kind.startsWith('dns-')) return 'cannot be looked up';
  if (kind === 'tcp-refused') return 'refuses connections';
  if (kind.startsWith('tcp-')) return 'cannot be reached';
  if (kind === 'tls-untrusted') return 'has a certificate of an authority that the client does not trust';
  if (kind.startsWith('tls-')) return 'offers no TLS connection that the client accepts';
  if (kind === 'proxy-refused') return 'the proxy does not let through';
  if (isPage(cause, context) && fact !== null) {
    const title = pageTitle(fact);
    return `answers with a web page${title === null ? '' : ` ("${title}")`} instead`;
  }
  return kind === 'http-status' && fact !== null ? `answers ${statusLine(fact)}` : 'gives no usable answer';
}
