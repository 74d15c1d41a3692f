import type { FactBook } from '../../facts/book.js';
import type { Case } from '../../findings/context.js';
import { proxyOf, proxyUrl } from '../../findings/proxy.js';
import { requestsIn, transportOf } from '../../findings/transport-of.js';
import { proxyFor } from '../../plan/proxy.js';
import type { ProxyServer } from '../../plan/transport.js';
import type { Attempt } from '../../replay/walk.js';
import { purposeOf } from './purpose.js';
import type { Destination, EgressState, Purpose } from './schema.js';
import { cutOff, nameServerState, type Seen, stateOfAll, tcpState, throughProxy } from './state.js';

/** One place that one client turns to, as one request of it shows. */
export interface Hop extends Seen {
  readonly host: string;
  readonly port: number;
  readonly protocol: Destination['protocol'];
  readonly through: string | null;
  readonly purpose: Purpose;
  readonly client: string;
  readonly addresses: readonly { readonly address: string; readonly state: EgressState }[];
  /** True where an answer came, over a connection of its own or one that was open already. */
  readonly answered?: boolean;
}

const DNS_PORT = 53;

/** All places of one client: those its walk came to, then those that only its configuration names. */
export function hopsOf(entry: Case, facts: FactBook): Hop[] {
  const requests = entry.walk.attempts.filter(
    ({ parent, url, step }) => parent === null && url !== null && step !== 'wait',
  );
  const walked = requests.flatMap((request) => requestHops(entry, request, facts));
  return [...walked, ...configured(entry, walked)];
}

function requestHops(entry: Case, request: Attempt, facts: FactBook): Hop[] {
  const url = URL.parse(request.url ?? '');
  if (url === null) return [];
  const { client } = entry.plan;
  const parts = entry.walk.attempts.filter(({ parent }) => parent === request.id);
  const proxy = proxyOf({ case: entry, request, url });
  const names = parts.flatMap((part) => nameServerHops(entry, request, part, facts));
  if (proxy !== null && 'error' in proxy) return names;
  const target = { host: bare(url.hostname), port: portOf(url), protocol: 'tcp', client } as const;
  const purpose = purposeOf(request.step, url.hostname, entry.plan);
  if (proxy === null) {
    const answered = request.status !== null;
    return [...names, { ...target, through: null, purpose, answered, ...direct(request, parts, facts) }];
  }
  return [
    ...names,
    { ...ownPlace(proxy), client, ...direct(request, parts, facts) },
    { ...target, through: proxyUrl(proxy), purpose, ...throughProxy(request, parts, facts), addresses: [] },
  ];
}

function ownPlace({ host, port }: ProxyServer): Pick<Hop, 'host' | 'port' | 'protocol' | 'through' | 'purpose'> {
  return { host, port, protocol: 'tcp', through: null, purpose: 'proxy' };
}

/** What the connects of a request say; nothing where it used a connection that was open already. */
function direct(
  request: Attempt,
  parts: readonly Attempt[],
  facts: FactBook,
): Pick<Hop, 'addresses' | 'state' | 'why'> {
  const addresses = parts.flatMap(({ step, address, facts: ids }) => {
    const fact = facts.byId(ids[0] ?? '');
    if (step !== 'tcp' || address === null || fact?.kind !== 'tcp') return [];
    return [{ address: bare(address.replace(/:\d+$/, '')), state: tcpState(fact) }];
  });
  const state = stateOfAll(addresses.map((each) => each.state));
  if (addresses.length === 0) {
    const lookUp = parts.findLast(({ step, outcome }) => step === 'dns' && outcome !== 'ok');
    return { addresses, state: 'unknown', why: lookUp?.detail ?? request.detail };
  }
  const tunnelled = parts.some(({ facts: ids }) => ids.some((id) => id.startsWith('tls ') && id.includes('-proxy ')));
  const cut = state === 'open' && !tunnelled ? cutOff(parts, facts) : null;
  return cut === null ? { addresses, state, why: null } : { addresses, state: 'cut', why: cut };
}

/** `libc` asks the servers of resolv.conf, which of them it doesn't tell. */
function nameServerHops(entry: Case, request: Attempt, part: Attempt, facts: FactBook): Hop[] {
  if (part.step !== 'dns') return [];
  return part.facts.flatMap((id): Hop[] => {
    const fact = facts.byId(id);
    const server = /^dns (\S+) /.exec(id)?.[1] ?? '';
    if (fact?.kind !== 'dns' || server === '') return [];
    const config = transportOf(entry, request)?.resolver.config;
    const servers = server === 'libc' ? (config?.nameservers ?? []).map(({ address }) => address) : [server];
    const seen =
      server === 'libc' && servers.length > 1 && fact.outcome !== 'silent' ? 'unknown' : nameServerState(fact);
    const why = seen === 'unknown' ? 'the C library was asked, which doesn’t tell the server that answered' : null;
    return servers.map((address) => ({
      host: address,
      port: DNS_PORT,
      protocol: 'udp and tcp',
      through: null,
      purpose: 'names',
      client: entry.plan.client,
      addresses: [{ address, state: seen }],
      state: seen,
      why,
    }));
  });
}

/** Hosts of the plan that the walk didn't come to: mirrors after the first that answers, the registry behind them. */
function configured({ plan, walk }: Case, walked: readonly Hop[]): Hop[] {
  const known = new Set(walked.map(({ host }) => host));
  const why =
    walk.outcome === 'ok'
      ? 'not asked on this run: what comes before it answered'
      : 'not asked on this run: the client ended before';
  return requestsIn(plan.root).flatMap(({ url: text, step, transport }): Hop[] => {
    const url = URL.parse(text);
    if (url === null || known.has(bare(url.hostname))) return [];
    const proxy = proxyFor(transport.proxy, url.href);
    if (proxy !== null && 'error' in proxy) return [];
    const common = { client: plan.client, state: 'unknown', why, addresses: [] } as const;
    const through = proxy === null ? null : proxyUrl(proxy);
    const purpose = purposeOf(step, url.hostname, plan);
    const place: Hop = { ...common, host: bare(url.hostname), port: portOf(url), protocol: 'tcp', through, purpose };
    const own = proxy === null || known.has(proxy.host) ? [] : [{ ...ownPlace(proxy), ...common }];
    return [...own, place];
  });
}

function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

/** Without the brackets of an IPv6 literal. */
function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
