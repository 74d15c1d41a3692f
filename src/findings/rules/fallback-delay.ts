import type { Attempt } from '../../replay/walk.js';
import type { Case, DiagnosisContext } from '../context.js';
import type { Finding } from '../finding.js';
import { SLOW_FROM_MS } from '../outcome.js';
import { endpoint, hostPort, type Rule } from '../rule.js';

/**
 * The client gets through over plain HTTP, but only after HTTPS to the same host has used up a time-out.
 * containers/image `docker/docker_client.go`: detectPropertiesHelper always pings https first; `insecure` allows http, it doesn't prefer it.
 */
export const fallbackDelay: Rule = {
  code: 'fallback-delay',
  notices(context: DiagnosisContext): Finding[] {
    return context.cases.flatMap((entry) => delayOf(entry, context) ?? []);
  },
};

/** Failed pings worth a time-out, followed by a good one at the same host. */
function delayOf(entry: Case, context: DiagnosisContext): Finding | null {
  if (entry.walk.outcome !== 'ok') return null;
  const requests = entry.walk.attempts.filter(({ parent, url }) => parent === null && url !== null);
  for (const [index, slow] of requests.entries()) {
    if (slow.outcome === 'ok' || waitedMs(entry, slow) < SLOW_FROM_MS || !slow.url?.startsWith('https:')) continue;
    const better = requests.slice(index + 1).find((later) => sameHost(later, slow) && later.outcome === 'ok');
    if (better?.url?.startsWith('http:') !== true) continue;
    return describe(entry, context, slow, better);
  }
  return null;
}

/** What the request took besides its look-ups: slow name servers are another finding. */
function waitedMs(entry: Case, request: Attempt): number {
  const lookUps = entry.walk.attempts.filter(({ parent, step }) => parent === request.id && step === 'dns');
  return lookUps.reduce((rest, { ms }) => rest - ms, request.ms);
}

function sameHost(a: Attempt, b: Attempt): boolean {
  return a.url !== null && b.url !== null && URL.parse(a.url)?.hostname === URL.parse(b.url)?.hostname;
}

function describe(entry: Case, context: DiagnosisContext, slow: Attempt, better: Attempt): Finding {
  const slowUrl = new URL(slow.url ?? '');
  const betterUrl = new URL(better.url ?? '');
  const seconds = Math.round(waitedMs(entry, slow) / 1000);
  const parts = entry.walk.attempts.filter(({ parent }) => parent === slow.id);
  const facts = parts.flatMap(({ facts: ids }) => ids);
  const address = parts.findLast(({ address: tried }) => tried !== null)?.address ?? hostPort(slowUrl);
  const silence = facts
    .map((id) => context.facts.byId(id))
    .find((fact) => fact?.kind === 'tcp' && fact.outcome === 'silent');
  const insecure = entry.plan.sources.find(({ says }) => says.includes('insecure'));
  return {
    code: 'fallback-delay',
    severity: 'warning',
    title: `${hostPort(slowUrl)} never answers, so every ${context.operation} waits ${seconds} s before plain HTTP on port ${betterUrl.port === '' ? '80' : betterUrl.port} is tried`,
    subject: endpoint(slowUrl),
    location: insecure?.kind === 'file' ? { path: insecure.name, line: insecure.line } : null,
    evidence: [
      ...(silence?.kind === 'tcp'
        ? [
            {
              text: `${address}: no answer to ${silence.segments} SYNs within ${Math.round(silence.ms)} ms; the client waits ${seconds} s for it`,
              fact: facts.at(-1) ?? null,
            },
          ]
        : [{ text: `${hostPort(slowUrl)}: ${slow.detail ?? 'no answer'}`, fact: facts.at(-1) ?? null }]),
      {
        text: `${betterUrl.href} answers ${better.status ?? ''} in ${Math.max(1, Math.round(better.ms))} ms`,
        fact: better.facts.at(-1) ?? null,
      },
      ...(insecure === undefined
        ? []
        : [
            {
              text: `${insecure.name}${insecure.line === null ? '' : `:${insecure.line}`} ${insecure.says}: allows plain HTTP, but HTTPS is always tried first`,
              fact: null,
            },
          ]),
    ],
    clients: [entry.plan.client],
    causedBy: null,
    detail: 'tcp-timeout',
    nextStep: `whoever runs ${slowUrl.hostname} or the network before it: make port ${slowUrl.port === '' ? 443 : slowUrl.port} refuse at once (reject with tcp-reset) or serve TLS there`,
    about: { origin: endpoint(slowUrl), registry: slowUrl.host, file: null },
  };
}
