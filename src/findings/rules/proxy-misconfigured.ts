import { isIP } from 'node:net';
import type { ProxyServer } from '../../plan/transport.js';
import { answerOf } from '../answer.js';
import { connectEvidence } from '../connects.js';
import type { Cause, DiagnosisContext } from '../context.js';
import type { Evidence } from '../finding.js';
import { repliesOf } from '../look-up.js';
import { bareHost, hopEvidence, listed } from '../parts.js';
import { answersDirectly, proxyOf, proxyUrl } from '../proxy.js';
import { type Explanation, hostPort, type Rule, seen } from '../rule.js';
import { transportOf } from '../transport-of.js';

/** A proxy that can't be used, does not let the request pass, or stands before a host that answers directly. */
export const proxyMisconfigured: Rule = {
  code: 'proxy-misconfigured',
  explains(cause, context) {
    const proxy = proxyOf(cause);
    if (proxy === null) return null;
    if ('error' in proxy) return unusable(cause, proxy.error);
    const title = faultOf(cause, proxy, context);
    if (title !== null) return explain(cause, proxy, title, context);
    if (!answersDirectly(cause, context)) return null;
    return explain(
      cause,
      proxy,
      `the proxy ${proxyUrl(proxy)} is in the way of ${bareHost(cause.url)}, which answers without it`,
      context,
    );
  },
};

function unusable(cause: Cause, error: string): Explanation {
  return {
    title: `the proxy that is set can't be used: ${error}`,
    subject: 'proxy',
    evidence: [seen(cause, `the client's words: ${error}`), ...hopEvidence(cause)],
    nextStep: 'set HTTPS_PROXY and HTTP_PROXY to http://HOST:PORT of the proxy, or unset them',
  };
}

/** What is wrong with the proxy itself, or null where the failure lies behind it. */
function faultOf(cause: Cause, proxy: ProxyServer, context: DiagnosisContext): string | null {
  const { failure } = cause;
  const name = `the proxy ${proxyUrl(proxy)} that ${proxy.source.name} names`;
  const place = hostPort(cause.url);
  if (failure.kind === 'proxy-refused') return refusal(name, place, failure.text);
  if (failure.kind.startsWith('dns-') && failure.proxied)
    return `${name} can't be found: its host name is not resolved`;
  if (failure.kind === 'tcp-refused' && failure.proxied) return `nothing listens at ${name}`;
  if (failure.kind.startsWith('tcp-') && failure.proxied) return `${name} can't be reached`;
  if (answerOf(cause, context)?.status === 407) return refusal(name, place, '407');
  const fact = failure.fact === null ? undefined : context.facts.byId(failure.fact);
  const detail = fact === undefined || fact.kind === 'dns' ? '' : (fact.detail ?? '');
  if (detail.includes('handshake with the proxy'))
    return `${name} does not speak TLS, but ${proxy.source.name} says ${proxy.scheme}://`;
  if (/^(?:handshake: \w+: )?(?:proxy: |the proxy |answer to CONNECT)/.test(detail))
    return `${name} does not open a way to ${place}`;
  return null;
}

function refusal(name: string, place: string, answer: string): string {
  if (answer.startsWith('407')) return `${name} wants a login before it lets anything through`;
  if (/^50[0-9]/.test(answer)) return `${name} can't reach ${place} itself (${answer})`;
  return `${name} does not let connections to ${place} pass (${answer})`;
}

function explain(cause: Cause, proxy: ProxyServer, title: string, context: DiagnosisContext): Explanation {
  const { source } = proxy;
  return {
    title,
    subject: `proxy ${proxyUrl(proxy)}`,
    evidence: [
      ...repliesOf(cause, context).filter(() => cause.failure.kind.startsWith('dns-')),
      ...connectEvidence(cause, context).filter(() => cause.failure.kind.startsWith('tcp-')),
      seen(cause, `${hostPort(cause.url)} through the proxy: ${cause.failure.text}`),
      {
        text: `${source.says} and NO_PROXY does not name ${bareHost(cause.url)}: the client goes through the proxy`,
        fact: null,
      },
      ...networksInVain(cause),
      ...hopEvidence(cause),
    ],
    nextStep: `whoever runs the proxy ${proxyUrl(proxy)}: let ${hostPort(cause.url)} pass; or name ${bareHost(cause.url)} in NO_PROXY, or the right proxy in ${source.name}, where ${cause.case.plan.client} is started`,
  };
}

/** NO_PROXY with a network is compared with addresses in the reference; names are not looked up for it (golang.org/x/net `http/httpproxy`: cidrMatch). */
function networksInVain(cause: Cause): Evidence[] {
  const networks = transportOf(cause.case, cause.request)?.proxy.exempt.filter((entry) => /\/\d+$/.test(entry)) ?? [];
  if (networks.length === 0 || isIP(bareHost(cause.url)) !== 0) return [];
  const text = `networks in NO_PROXY count for addresses only: ${listed(networks)} does not cover a registry that is asked by its name`;
  return [{ text, fact: null }];
}
