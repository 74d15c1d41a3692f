import { keyId, type Route, type TlsKey } from '../facts/keys.js';
import type { FailureKind } from '../plan/failure.js';
import { helloOf, helloToTry } from '../plan/hello.js';
import { proxyFor } from '../plan/proxy.js';
import type { Transport } from '../plan/transport.js';
import { isIP } from '../text/address.js';
import { couldNotAsk, isOwnFault } from './could-not-ask.js';
import { dial } from './dial.js';
import { proxyHandshake } from './proxy-handshake.js';
import { resolveName } from './resolve/resolve.js';
import type { OpenAttempt, Walker } from './walker.js';

/** A connection ready for a request, or why there is none. */
export type Connection =
  | { readonly kind: 'open'; readonly route: Route; readonly facts: readonly string[] }
  | {
      readonly kind: 'failed';
      readonly failure: FailureKind;
      readonly text: string;
      readonly fact: string | null;
      readonly proxied: boolean;
    }
  | { readonly kind: 'blocked' };

/** Port of a URL, the scheme's default where it names none. */
export function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

/** Looks up, connects and shakes hands for a URL as the transport says; the client's clock moves on by what that takes. */
export function connect(walker: Walker, transport: Transport, url: URL, request: OpenAttempt): Connection {
  const started = walker.clock;
  const proxy = proxyFor(transport.proxy, url.href);
  if (proxy !== null && 'error' in proxy)
    return { kind: 'failed', failure: 'proxy-refused', text: proxy.error, fact: null, proxied: true };
  const host = proxy?.host ?? url.hostname;
  const port = proxy?.port ?? portOf(url);
  const prefix = proxy === null ? '' : 'proxyconnect tcp: ';
  const found = resolveName(walker, transport.resolver, host, request.id);
  const { budgetMs } = transport.dial;
  if (budgetMs !== null && walker.clock - started >= budgetMs) {
    // The look-up is inside the dial's budget: whatever it came to later, the client has given up by then.
    walker.clock = started + budgetMs;
    const fact = found.kind === 'failed' ? found.fact : found.kind === 'addresses' ? (found.facts[0] ?? null) : null;
    const text = `${prefix}dial tcp: lookup ${host}: i/o timeout`;
    return { kind: 'failed', failure: 'dns-timeout', text, fact, proxied: proxy !== null };
  }
  if (found.kind === 'blocked') return found;
  if (found.kind === 'failed') return { ...found, text: `${prefix}dial tcp: ${found.text}`, proxied: proxy !== null };
  const dialed = dial(walker, transport.dial, found.addresses, port, walker.clock - started, request.id);
  if (dialed.kind === 'blocked') return dialed;
  if (dialed.kind === 'failed')
    return {
      kind: 'failed',
      failure: dialed.failure,
      text: prefix + dialed.text,
      fact: dialed.fact,
      proxied: proxy !== null,
    };
  request.address = `${dialed.address.includes(':') ? `[${dialed.address}]` : dialed.address}:${port}`;
  const route: Route =
    proxy === null
      ? { kind: 'direct', address: dialed.address, port }
      : {
          kind: 'proxy',
          address: dialed.address,
          port,
          scheme: proxy.scheme,
          target: `${url.hostname}:${portOf(url)}`,
          credential: proxy.credential,
        };
  if (proxy?.scheme === 'socks5') {
    walker.unknowns.push({
      what: url.origin,
      why: `${proxy.source.name} names a SOCKS proxy, and what lies behind one is not probed`,
      needed: 'a check from a place that needs no SOCKS proxy',
    });
    return { kind: 'blocked' };
  }
  const secured = proxy?.scheme === 'https' ? proxyHandshake(walker, transport, proxy, dialed.address, request) : null;
  if (secured?.kind === 'blocked') return secured;
  if (secured?.kind === 'failed') return { ...secured, proxied: true };
  const facts = [...found.facts, dialed.fact, ...(secured?.facts ?? [])];
  if (url.protocol !== 'https:') return { kind: 'open', route, facts };
  return shakeHands(walker, transport, url, route, facts, request);
}

/** Go's words for a CONNECT that isn't answered with 200: the status line without its number (golang/go `net/http/transport.go`: dialConn). */
function refusalText(detail: string | null): string {
  const text = /^\d{3} ([^;]+)/.exec(detail ?? '')?.[1];
  return text?.trim() ?? (/^\d{3}/.test(detail ?? '') ? 'unknown status code' : (detail ?? 'the proxy refused'));
}

function shakeHands(
  walker: Walker,
  transport: Transport,
  url: URL,
  route: Route,
  facts: readonly string[],
  request: OpenAttempt,
): Connection {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const widest: TlsKey = {
    kind: 'tls',
    route,
    serverName: isIP(name) === 0 ? name : null,
    clientCertificate: transport.tls.clientCertificate?.path ?? null,
    ...(transport.tls.clientCertificate === null ? {} : { clientKey: transport.tls.clientCertificate.keyPath }),
  };
  const first = walker.environment.facts.get(widest);
  // What a server takes from the widest hello, this client may not offer: then its own hello decides.
  const hello = first?.outcome === 'handshake' ? helloToTry(helloOf(transport.tls), first) : null;
  const key = hello === null ? widest : { ...widest, hello };
  const fact = hello === null ? first : walker.environment.facts.get(key);
  if (fact === undefined) {
    walker.need(key);
    return { kind: 'blocked' };
  }
  const id = keyId(key);
  const attempt = walker.open({
    step: 'tls',
    parent: request.id,
    address: request.address,
    tlsVerify: transport.tls.verify,
    facts: [id],
  });
  const failed = (failure: FailureKind, text: string, ms: number): Connection => {
    walker.clock += ms;
    attempt.ms = ms;
    attempt.outcome = failure;
    attempt.detail = text;
    return { kind: 'failed', failure, text, fact: id, proxied: failure === 'proxy-refused' };
  };
  const limit = transport.tlsHandshakeMs;
  if (limit !== null && fact.ms > limit) return failed('tls-timeout', 'net/http: TLS handshake timeout', limit);
  // Go judges the chain as soon as it comes, before it answers: an alert that follows is never seen.
  const verdict =
    transport.tls.verify && (fact.outcome === 'handshake' || fact.chain.length > 0)
      ? walker.environment.judge(fact, transport.tls, name)
      : null;
  if (verdict?.ok === false) return failed(verdict.kind, verdict.text, fact.ms);
  switch (fact.outcome) {
    case 'plain-http':
      return failed('tls-plain-http', 'http: server gave HTTP response to HTTPS client', fact.ms);
    case 'not-tls':
      return failed('tls-not-tls', 'tls: first record does not look like a TLS handshake', fact.ms);
    case 'alert':
      return failed('tls-alert', `remote error: tls: ${fact.detail ?? 'handshake failure'}`, fact.ms);
    case 'closed':
      return failed('tls-closed', 'EOF', fact.ms);
    case 'reset':
      return failed('tls-reset', 'read: connection reset by peer', fact.ms);
    case 'proxy-refused':
      return failed('proxy-refused', refusalText(fact.detail), fact.ms);
    case 'failed':
      if (isOwnFault(fact.detail)) {
        couldNotAsk(walker, request, fact.detail);
        return { kind: 'blocked' };
      }
      return failed('tls-failed', fact.detail ?? 'TLS handshake failed', fact.ms);
    case 'silent': {
      const ms = limit ?? transport.overallMs;
      if (ms === null) walker.unbounded = true;
      return failed('tls-timeout', 'net/http: TLS handshake timeout', ms ?? fact.ms);
    }
    case 'handshake': {
      walker.clock += fact.ms;
      walker.succeed(attempt);
      attempt.ms = fact.ms;
      attempt.startMs = walker.clock - fact.ms;
      return { kind: 'open', route, facts: [...facts, id] };
    }
  }
}
