import type { HttpFact, IndexEntry, TcpFact, TlsFact } from '../../../src/facts/facts.js';
import type { IssuedCertificate } from '../../../src/lab/certificate.js';

/** A connect that goes well unless told otherwise. */
export function tcpFact(more: Partial<TcpFact> = {}): TcpFact {
  return { kind: 'tcp', outcome: 'connected', ms: 1, segments: 1, detail: null, ...more };
}

/** A TLS handshake that goes well, with these certificates. */
export function tlsFact(chain: readonly IssuedCertificate[] = [], more: Partial<TlsFact> = {}): TlsFact {
  return {
    kind: 'tls',
    outcome: 'handshake',
    ms: 5,
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    chain: chain.map(({ der }) => der.toString('base64')),
    chainAsSent: true,
    clientCertificateAsked: false,
    firstBytes: null,
    detail: null,
    ...more,
  };
}

const TEXTS: Readonly<Record<number, string>> = {
  200: 'OK',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

/** An answer with this status and nothing in it. */
export function httpFact(status: number | null, more: Partial<HttpFact> = {}): HttpFact {
  return {
    kind: 'http',
    outcome: 'response',
    ms: 10,
    status,
    statusText: status === null ? '' : (TEXTS[status] ?? ''),
    headers: {},
    challenges: [],
    bodyBytes: 0,
    bodyStart: '',
    errors: [],
    mediaType: null,
    index: null,
    token: null,
    configDigest: null,
    detail: null,
    ...more,
  };
}

/** A registry's JSON error. */
export function errorFact(status: number, code: string, message = '', more: Partial<HttpFact> = {}): HttpFact {
  const headers = { 'content-type': 'application/json' };
  return httpFact(status, { headers, bodyBytes: 50, errors: [{ code, message }], ...more });
}

/** A web page. */
export function pageFact(status: number, title: string, more: Partial<HttpFact> = {}): HttpFact {
  const bodyStart = `<!DOCTYPE html><html><head><title>${title}</title></head>`;
  return httpFact(status, { headers: { 'content-type': 'text/html' }, bodyBytes: 900, bodyStart, ...more });
}

/** A ping's 401 with a Basic challenge, or a Bearer one where there is a realm. */
export function challengeFact(realm: string | null): HttpFact {
  const parameters = realm === null ? { realm: 'registry' } : { realm, service: 'registry' };
  return errorFact(401, 'UNAUTHORIZED', 'authentication required', {
    challenges: [{ scheme: realm === null ? 'basic' : 'bearer', parameters }],
  });
}

/** A token answer that grants these actions per repository; null where the token can't be read. */
export function tokenFact(access: NonNullable<HttpFact['token']>['access'] = null): HttpFact {
  return httpFact(200, { bodyBytes: 300, token: { present: true, expiresInSeconds: 300, access } });
}

/** An image manifest. */
export function manifestFact(): HttpFact {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  return httpFact(200, { headers: { 'content-type': mediaType }, bodyBytes: 500, bodyStart: '{', mediaType });
}

/** An image index with a child for each platform, `linux/arm64`. */
export function indexFact(...platforms: string[]): HttpFact {
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const index = platforms.map((platform, at): IndexEntry => {
    const [os = null, architecture = null, variant = null] = platform.split('/');
    return {
      digest: `sha256:${String(at + 1)
        .repeat(64)
        .slice(0, 64)}`,
      mediaType: null,
      os,
      architecture,
      variant,
    };
  });
  return httpFact(200, { headers: { 'content-type': mediaType }, bodyBytes: 900, bodyStart: '{', mediaType, index });
}
