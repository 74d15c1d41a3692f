import type { Attempt } from '../../replay/walk.js';
import { phase } from '../causes.js';
import { connectReply } from '../connects.js';
import type { Case, Cause, DiagnosisContext } from '../context.js';
import type { Finding } from '../finding.js';
import { ipv4AddressesOf, ipv4Only, isIpv6Address } from '../ipv4.js';
import { bareHost, hopEvidence, partsOf } from '../parts.js';
import { endpoint, hostPort, type Rule, seen } from '../rule.js';

/** Only the way over IPv6 fails: fatal where the connection opens and then dies, else a wait before IPv4 is taken. */
export const ipv6Broken: Rule = {
  code: 'ipv6-broken',
  explains(cause, context) {
    const ipv4 = isIpv6Address(cause.request.address) && phase(cause.failure) >= 4 ? cureByIpv4(cause, context) : null;
    if (ipv4 === null) return null;
    const name = bareHost(cause.url);
    return {
      title: `${hostPort(cause.url)} fails over IPv6 (${cause.request.address}) and works over IPv4 (${ipv4})`,
      subject: endpoint(cause.url),
      evidence: [seen(cause, `${cause.request.address}: ${cause.failure.text}`), ...hopEvidence(cause)],
      nextStep: nextStep(name),
    };
  },
  notices: (context) => context.cases.flatMap((entry) => waits(entry, context)),
};

const nextStep = (name: string): string =>
  `whoever runs ${name} or the network: make IPv6 work all the way, or take the AAAA record of ${name} away`;

/** The IPv4 address with which replay sees the client get through or at least further; null where there is none. */
function cureByIpv4(cause: Cause, context: DiagnosisContext): string | null {
  const [address] = ipv4AddressesOf(cause, context);
  if (address === undefined || cause.failure.kind === 'http-status') return null;
  const { walk } = context.trials.run(cause.case.plan, ipv4Only(bareHost(cause.url), address, context));
  const further = walk.outcome === 'ok' || (walk.failure !== null && walk.failure.kind === 'http-status');
  return further ? address : null;
}

/** Connects in which IPv6 was tried in vain before IPv4 answered. A refusal costs nothing, and without any route IPv6 isn't tried. */
function waits(entry: Case, context: DiagnosisContext): Finding[] {
  const found = new Map<string, Finding>();
  for (const request of entry.walk.attempts.filter(({ parent, retry }) => parent === null && retry === 0)) {
    const url = URL.parse(request.url ?? '');
    if (url === null || found.has(url.hostname)) continue;
    const connects = partsOf({ case: entry, request }, 'tcp');
    const dead = connects.find(({ address, outcome }) => isIpv6Address(address) && isDead(outcome));
    const good = connects.find(({ address, outcome }) => !isIpv6Address(address) && outcome === 'ok');
    if (dead !== undefined && good !== undefined) found.set(url.hostname, warning(entry, url, dead, good, context));
  }
  return [...found.values()];
}

function isDead(outcome: Attempt['outcome']): boolean {
  return outcome === 'tcp-timeout' || outcome === 'tcp-unreachable';
}

function warning(entry: Case, url: URL, dead: Attempt, good: Attempt, context: DiagnosisContext): Finding {
  const waited = Math.round(good.startMs - dead.startMs);
  return {
    code: 'ipv6-broken',
    severity: 'warning',
    title: `${hostPort(url)} does not answer over IPv6 (${dead.address}): every connect tries it first, for ${waited} ms, before IPv4`,
    subject: endpoint(url),
    location: null,
    evidence: [connectReply(dead, context), { text: `${good.address}: connects`, fact: good.facts[0] ?? null }],
    clients: [entry.plan.client],
    causedBy: null,
    detail: null,
    nextStep: nextStep(bareHost(url)),
    about: { origin: endpoint(url), registry: url.host, file: null },
  };
}
