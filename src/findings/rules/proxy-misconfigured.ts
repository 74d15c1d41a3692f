import type { ProxyServer } from '../../plan/transport.js';
import { connectEvidence } from '../connects.js';
import type { Cause, DiagnosisContext } from '../context.js';
import type { Evidence } from '../finding.js';
import { repliesOf } from '../look-up.js';
import { type NearMiss, nearMisses } from '../no-proxy.js';
import { bareHost, hopEvidence, quoted } from '../parts.js';
import { answersDirectly, proxyOf, proxyUrl } from '../proxy.js';
import { type ProxyElsewhere, proxyElsewhere } from '../proxy-elsewhere.js';
import { faultOf, type ProxyFault } from '../proxy-fault.js';
import { type Explanation, hostPort, type Rule, seen } from '../rule.js';
import { transportOf } from '../transport-of.js';

/** Near misses that evidence shows; a list that misses in more ways is told by its first. */
const MAX_MISSES = 3;

/** A proxy that can't be used, does not let the request pass, stands before a host that answers directly, or is set everywhere but here. */
export const proxyMisconfigured: Rule = {
  code: 'proxy-misconfigured',
  explains(cause, context) {
    const proxy = proxyOf(cause);
    if (proxy === null) {
      const elsewhere = proxyElsewhere(cause, context);
      return elsewhere === null ? null : notSet(cause, elsewhere, context);
    }
    if ('error' in proxy) return unusable(cause, proxy.error);
    const fault = faultOf(cause, proxy, context);
    if (fault !== null) return explain(cause, proxy, fault, context);
    if (!answersDirectly(cause, context)) return null;
    const title = `the proxy ${proxyUrl(proxy)} is in the way of ${bareHost(cause.url)}, which answers without it`;
    return explain(cause, proxy, { title, evidence: [], nextStep: null }, context);
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

function notSet(cause: Cause, { proxy, says }: ProxyElsewhere, context: DiagnosisContext): Explanation {
  const { client } = cause.case.plan;
  const way = cause.failure.kind.startsWith('dns-') ? repliesOf(cause, context) : connectEvidence(cause, context);
  return {
    title: `${client} has no proxy, and ${hostPort(cause.url)} is reached only through one: ${proxyUrl(proxy)}`,
    subject: `proxy ${proxyUrl(proxy)}`,
    evidence: [
      ...way,
      seen(cause, `${client} asks ${hostPort(cause.url)} directly: ${cause.failure.text}`),
      { text: `${says}; replayed with it, ${client} gets through`, fact: null },
      ...hopEvidence(cause),
    ],
    nextStep: `set HTTPS_PROXY and HTTP_PROXY to ${proxyUrl(proxy)} where ${client} is started, or open the direct way to ${hostPort(cause.url)}`,
  };
}

function explain(cause: Cause, proxy: ProxyServer, fault: ProxyFault, context: DiagnosisContext): Explanation {
  const { source } = proxy;
  const misses = missed(cause, context);
  const letPass = `whoever runs the proxy ${proxyUrl(proxy)}: let ${hostPort(cause.url)} pass; or name ${bareHost(cause.url)} in NO_PROXY, or the right proxy in ${source.name}, where ${cause.case.plan.client} is started`;
  return {
    title: fault.title,
    subject: `proxy ${proxyUrl(proxy)}`,
    evidence: [
      ...repliesOf(cause, context).filter(() => cause.failure.kind.startsWith('dns-')),
      ...connectEvidence(cause, context).filter(() => cause.failure.kind.startsWith('tcp-')),
      seen(cause, `${hostPort(cause.url)} through the proxy: ${cause.failure.text}`),
      ...fault.evidence,
      {
        text: `${source.says} and NO_PROXY does not name ${bareHost(cause.url)}: the client goes through the proxy`,
        fact: null,
      },
      ...misses.map(missEvidence),
      ...hopEvidence(cause),
    ],
    nextStep: fault.nextStep ?? letPass,
  };
}

function missEvidence({ entry, why, instead }: NearMiss): Evidence {
  const cure = instead === null ? '' : `; ${quoted(instead)} would`;
  return { text: `the entry ${quoted(entry)} of NO_PROXY does not cover it: ${why}${cure}`, fact: null };
}

/** What in NO_PROXY was meant for this host, by the addresses that any look-up of this run brought for it. */
function missed(cause: Cause, context: DiagnosisContext): NearMiss[] {
  const policy = transportOf(cause.case, cause.request)?.proxy;
  const host = bareHost(cause.url);
  const addresses = [...context.facts.entries()].flatMap(([id, fact]) =>
    fact.kind === 'dns' && id.split(' ')[2]?.replace(/\.$/, '') === host ? fact.addresses : [],
  );
  const port = cause.url.port === '' ? (cause.url.protocol === 'https:' ? '443' : '80') : cause.url.port;
  return nearMisses(policy?.exempt ?? [], { host, port, addresses }).slice(0, MAX_MISSES);
}
