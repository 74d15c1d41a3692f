import type { DnsFact, HttpFact, IndexEntry, TcpFact, TlsFact } from '../../src/facts/facts.js';

/** A look-up that brought these addresses, or none of this type. */
export function dnsFact(addresses: readonly string[], more: Partial<DnsFact> = {}): DnsFact {
  return {
    kind: 'dns',
    outcome: addresses.length > 0 ? 'answer' : 'nodata',
    addresses,
    ms: 1,
    queries: 1,
    detail: null,
    ...more,
  };
}

/** A connect; 1 ms, or 3 s of silence. */
export function tcpFact(outcome: TcpFact['outcome'], more: Partial<TcpFact> = {}): TcpFact {
  return { kind: 'tcp', outcome, ms: outcome === 'silent' ? 3000 : 1, segments: 2, detail: null, ...more };
}

/** A handshake; `chain` is what a test's own judge looks at. */
export function tlsFact(outcome: TlsFact['outcome'], more: Partial<TlsFact> = {}): TlsFact {
  return {
    kind: 'tls',
    outcome,
    ms: 1,
    protocol: outcome === 'handshake' ? 'TLSv1.3' : null,
    cipher: null,
    chain: [],
    chainAsSent: true,
    clientCertificateAsked: false,
    firstBytes: outcome === 'plain-http' ? 'HTTP/1.1 400 Bad Request' : null,
    detail: null,
    ...more,
  };
}

/** An answer with this status; a good one looks like a manifest without children. */
export function httpFact(status: number, more: Partial<HttpFact> = {}): HttpFact {
  return {
    kind: 'http',
    outcome: 'response',
    ms: 1,
    status,
    statusText: '',
    headers: {},
    challenges: [],
    bodyBytes: 2,
    bodyStart: '{}',
    errors: [],
    mediaType: null,
    index: null,
    token: null,
    configDigest: null,
    detail: null,
    ...more,
  };
}

/** 401 with challenges as `Bearer realm="…"` would be parsed: `['bearer', { realm }]`. */
export function challenged(...challenges: readonly [string, Record<string, string>][]): HttpFact {
  return httpFact(401, { challenges: challenges.map(([scheme, parameters]) => ({ scheme, parameters })) });
}

/** A token answer with a token in it. */
export function tokenFact(present = true): HttpFact {
  return httpFact(200, { token: { present, expiresInSeconds: 300, access: null } });
}

/** A child of an index. `linux/arm/v7` */
export function child(platform: string | null, digest: string): IndexEntry {
  const [os = null, architecture = null, variant = null] = platform?.split('/') ?? [];
  return { digest, mediaType: null, os, architecture, variant };
}
