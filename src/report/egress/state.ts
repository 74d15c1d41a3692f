import type { FactBook } from '../../facts/book.js';
import type { DnsFact, Fact, HttpFact, TcpFact, TlsFact } from '../../facts/facts.js';
import type { Attempt } from '../../replay/walk.js';
import type { EgressState } from './schema.js';

/** A state with the reason, where there is one to tell. */
export interface Seen {
  readonly state: EgressState;
  readonly why: string | null;
}

/** What a connect says of one address. */
export function tcpState({ outcome }: TcpFact): EgressState {
  switch (outcome) {
    case 'connected':
      return 'open';
    case 'refused':
    case 'reset':
      return 'refused';
    case 'silent':
      return 'silent';
    case 'unreachable':
      return 'unreachable';
    case 'failed':
      return 'unknown';
  }
}

/** A name server that answers anything is reached, whatever it says of the name. */
export function nameServerState({ outcome }: DnsFact): EgressState {
  if (outcome === 'silent') return 'silent';
  return outcome === 'unreachable' ? 'refused' : 'open';
}

/** Worst first: what of several addresses decides where none is open. */
const ORDER: readonly EgressState[] = ['silent', 'unreachable', 'refused', 'cut', 'unknown'];

/** One state for all addresses of a place: open as soon as one is. */
export function stateOfAll(states: readonly EgressState[]): EgressState {
  if (states.includes('open')) return 'open';
  return ORDER.find((state) => states.includes(state)) ?? 'unknown';
}

/** Handshakes that somebody on the way ends; a server with another protocol or certificate is reached all the same. */
const CUT: readonly TlsFact['outcome'][] = ['closed', 'reset', 'silent'];

/** What the handshake after a connect says of the way; null where it went on, or there was none. */
export function cutOff(parts: readonly Attempt[], facts: FactBook): string | null {
  const fact = parts.flatMap(({ step, facts: ids }) => (step === 'tls' ? ids.map((id) => facts.byId(id)) : [])).at(-1);
  if (fact?.kind !== 'tls' || !CUT.includes(fact.outcome)) return null;
  const how = { closed: 'closed', reset: 'reset', silent: 'left without an answer' }[fact.outcome as 'closed'];
  return `it connects, and the TLS handshake is ${how}`;
}

/** Statuses by which a proxy answers for itself where a registry's error names codes. */
const PROXY_REFUSES: readonly (number | null)[] = [403, 407];
const PROXY_FAILS: readonly (number | null)[] = [502, 503, 504];

/** Whether a request got through its proxy. */
export function throughProxy(request: Attempt, parts: readonly Attempt[], facts: FactBook): Seen {
  const tunnel = proxied(
    parts.flatMap((part) => part.facts),
    facts,
    'tls',
  );
  if (tunnel?.kind === 'tls') {
    if (tunnel.outcome === 'proxy-refused')
      return { state: 'refused', why: `the proxy answers ${tunnel.detail ?? 'no'}` };
    if (tunnel.outcome === 'failed') return { state: 'unknown', why: tunnel.detail };
    const why = cutOff(parts, facts);
    return why === null ? { state: 'open', why: null } : { state: 'cut', why };
  }
  const answer = proxied(request.facts, facts, 'http');
  if (answer?.kind === 'http') return answered(answer);
  return request.outcome === 'ok'
    ? { state: 'open', why: null }
    : { state: 'unknown', why: 'the proxy itself is not reached' };
}

function answered({ outcome, status, errors }: HttpFact): Seen {
  if (outcome !== 'response') return { state: 'unknown', why: `no answer through the proxy (${outcome})` };
  if (errors.length === 0 && PROXY_REFUSES.includes(status))
    return { state: 'refused', why: `the proxy answers ${status}` };
  if (errors.length === 0 && PROXY_FAILS.includes(status))
    return { state: 'unknown', why: `the proxy answers ${status}` };
  return { state: 'open', why: null };
}

function proxied(ids: readonly string[], facts: FactBook, kind: 'tls' | 'http'): Fact | undefined {
  const id = ids.findLast((each) => each.startsWith(`${kind} `) && each.includes('-proxy '));
  return id === undefined ? undefined : facts.byId(id);
}
