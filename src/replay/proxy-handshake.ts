import { keyId, type TlsKey } from '../facts/keys.js';
import type { FailureKind } from '../plan/failure.js';
import type { ProxyServer, Transport } from '../plan/transport.js';
import { isIP } from '../text/address.js';
import type { OpenAttempt, Walker } from './walker.js';

/** What the handshake with an `https://` proxy came to, before anything is asked of it. */
export type ProxyHandshake =
  | { readonly kind: 'done'; readonly facts: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: FailureKind; readonly text: string; readonly fact: string }
  | { readonly kind: 'blocked' };

/** What a Go program says of a peer that fails so, where the fact's own detail is not the text. */
const TEXTS = {
  'plain-http': ['tls-plain-http', 'tls: first record does not look like a TLS handshake'],
  'not-tls': ['tls-not-tls', 'tls: first record does not look like a TLS handshake'],
  alert: ['tls-alert', null],
  closed: ['tls-closed', 'EOF'],
  reset: ['tls-reset', 'read: connection reset by peer'],
} as const;

/**
 * A proxy that is spoken to over TLS shows a certificate of its own: it is judged by the name in the proxy's URL with the same roots as the
 * registry's (golang/go `net/http/transport.go`: dialConn, where cm.scheme() is the proxy's; tlsHost).
 */
export function proxyHandshake(
  walker: Walker,
  transport: Transport,
  proxy: ProxyServer,
  address: string,
  request: OpenAttempt,
): ProxyHandshake {
  const name = proxy.host;
  const key: TlsKey = {
    kind: 'tls',
    route: { kind: 'direct', address, port: proxy.port },
    serverName: isIP(name) === 0 ? name : null,
    clientCertificate: null,
  };
  const fact = walker.environment.facts.get(key);
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
  const failed = (failure: FailureKind, text: string, ms: number): ProxyHandshake => {
    walker.clock += ms;
    attempt.ms = ms;
    attempt.outcome = failure;
    attempt.detail = `proxyconnect tcp: ${text}`;
    return { kind: 'failed', failure, text: attempt.detail, fact: id };
  };
  const limit = transport.tlsHandshakeMs;
  if (fact.outcome === 'silent' || (limit !== null && fact.ms > limit)) {
    const ms = limit ?? transport.overallMs;
    if (ms === null) walker.unbounded = true;
    return failed('tls-timeout', 'net/http: TLS handshake timeout', ms ?? fact.ms);
  }
  if (fact.outcome === 'failed' || fact.outcome === 'proxy-refused')
    return failed('tls-failed', fact.detail ?? 'TLS handshake failed', fact.ms);
  if (fact.outcome !== 'handshake') {
    const [kind, text] = TEXTS[fact.outcome];
    return failed(kind, text ?? `remote error: tls: ${fact.detail ?? 'handshake failure'}`, fact.ms);
  }
  const verdict = transport.tls.verify ? walker.environment.judge(fact, transport.tls, name) : ({ ok: true } as const);
  if (!verdict.ok) return failed(verdict.kind, verdict.text, fact.ms);
  attempt.startMs = walker.clock;
  walker.clock += fact.ms;
  walker.succeed(attempt);
  attempt.ms = fact.ms;
  return { kind: 'done', facts: [id] };
}
