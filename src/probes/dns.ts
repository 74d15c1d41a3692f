import { lookup, Resolver } from 'node:dns';
import type { DnsFact } from '../facts/facts.js';
import { bracket, type DnsKey } from '../facts/keys.js';
import { type Deadline, onAbort, STOPPED } from './deadline.js';
import { libcOutcome, resolverOutcome, resolverServer } from './parse/dns-outcome.js';
import { errorCode } from './parse/errno.js';
import type { ProberOptions } from './prober-options.js';

const DNS_PORT = 53;
/** Addresses kept of one answer: a client tries a handful before it gives up. */
const MAX_ADDRESSES = 64;
/** Two queries, so that silence never rests on one lost packet. */
const QUERIES = 2;
/**
 * c-ares looks at its clock once a time-out and finds it not quite over, so a query waits about twice as long as asked
 * (measured: 2 queries of 1000 ms end after 3970 ms). Four parts make two queries fit the limit.
 */
const PARTS_OF_LIMIT = 4;

type Answer = { readonly addresses: readonly string[] } | { readonly error: unknown };

/** Asks one name server, or libc, for the addresses of a name. `stepMs` is the limit the deadline was made with. */
export async function probeDns(
  key: DnsKey,
  stepMs: number,
  deadline: Deadline,
  portMap: ProberOptions['portMap'],
): Promise<DnsFact> {
  const answer =
    key.server === 'libc'
      ? await askLibc(key, deadline)
      : await askServer(key, realServer(key.server, portMap), stepMs, deadline);
  const ms = deadline.elapsedMs();
  if ('addresses' in answer) {
    const addresses = answer.addresses.slice(0, MAX_ADDRESSES);
    return { kind: 'dns', outcome: 'answer', addresses, ms, queries: 1, detail: null };
  }
  const failed = { kind: 'dns', addresses: [], ms } as const;
  if (deadline.stopped) return { ...failed, outcome: 'server-failure', queries: 0, detail: STOPPED };
  if (deadline.signal.aborted) {
    const queries = key.server === 'libc' ? 1 : QUERIES;
    return { ...failed, outcome: 'silent', queries, detail: `no answer within ${stepMs} ms` };
  }
  const code = errorCode(answer.error);
  const outcome = key.server === 'libc' ? libcOutcome(code) : resolverOutcome(code);
  const queries = code === 'EBADNAME' ? 0 : outcome === 'nodata' || outcome === 'nxdomain' ? 1 : QUERIES;
  return { ...failed, outcome, queries: key.server === 'libc' ? 1 : queries, detail: code };
}

/** Where queries to a name server really go: elsewhere only for a lab that could not have port 53. */
function realServer(server: string, portMap: ProberOptions['portMap']): string {
  const real = portMap?.get(`${bracket(server)}:${DNS_PORT}`);
  return real === undefined ? server : `${real.address}#${real.port}`;
}

/** One Resolver a probe: c-ares shares sockets and rotates servers within a resolver. No search list is applied. */
function askServer(key: DnsKey, server: string, stepMs: number, deadline: Deadline): Promise<Answer> {
  const resolver = new Resolver({ timeout: Math.max(1, Math.floor(stepMs / PARTS_OF_LIMIT)), tries: QUERIES });
  return new Promise((resolve) => {
    let release = () => {};
    const settle = (error: unknown, addresses: readonly string[] | undefined) => {
      release();
      resolve(addresses === undefined ? { error } : { addresses });
    };
    try {
      resolver.setServers([resolverServer(server)]);
      if (key.type === 'AAAA') resolver.resolve6(key.name, settle);
      else resolver.resolve4(key.name, settle);
    } catch (error) {
      settle(error, undefined);
      return;
    }
    release = onAbort(deadline.signal, () => resolver.cancel());
  });
}

/** getaddrinfo can't be cancelled: at the deadline its thread is left behind. */
function askLibc(key: DnsKey, deadline: Deadline): Promise<Answer> {
  const family = key.type === 'A' ? 4 : key.type === 'AAAA' ? 6 : 0;
  return new Promise((resolve) => {
    const release = onAbort(deadline.signal, () => resolve({ error: null }));
    try {
      lookup(key.name, { all: true, order: 'verbatim', family }, (error, found) => {
        release();
        resolve(error === null ? { addresses: found.map(({ address }) => address) } : { error });
      });
    } catch (error) {
      release();
      resolve({ error });
    }
  });
}
