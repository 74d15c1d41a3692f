import type { TlsPolicy } from './transport.js';

/** What a client offers in its TLS hello, as far as servers refuse it for that. */
export interface HelloProfile {
  readonly minimum: 'TLSv1' | 'TLSv1.2';
  /** Standard names of suites for TLS 1.2 and older; those of TLS 1.3 are not chosen. */
  readonly suites: readonly string[];
}

const GCM = ['ECDSA', 'RSA'].flatMap((key) => ['128', '256'].map((bits) => [key, bits] as const));
const ECDHE_GCM = GCM.map(
  ([key, bits]) => `TLS_ECDHE_${key}_WITH_AES_${bits}_GCM_SHA${bits === '128' ? '256' : '384'}`,
);
const ECDHE_CBC = GCM.map(([key, bits]) => `TLS_ECDHE_${key}_WITH_AES_${bits}_CBC_SHA`);
const ECDHE_CHACHA = ['ECDSA', 'RSA'].map((key) => `TLS_ECDHE_${key}_WITH_CHACHA20_POLY1305_SHA256`);
const RSA_EXCHANGE = ['128_GCM_SHA256', '256_GCM_SHA384', '128_CBC_SHA', '256_CBC_SHA'].map(
  (rest) => `TLS_RSA_WITH_AES_${rest}`,
);

/** docker/go-connections `tlsconfig/config.go`: ClientDefault. */
export const DEFAULT_OF_DOCKER = ECDHE_GCM;
/** docker/go-connections `tlsconfig/config.go`: DefaultServerAcceptedCiphers; what skopeo 1.9 was seen to offer. */
export const ACCEPTED_BY_DOCKER = [...ECDHE_GCM, ...ECDHE_CBC];

/**
 * The hello of a client with this policy. Where the client sets nothing itself: Go's default for clients, TLS 1.2 and later from Go 1.18 on, RSA key
 * exchange until 1.21 (golang/go `crypto/tls/common.go`: supportedVersions, `defaults.go`: defaultCipherSuites).
 */
export function helloOf({ hello, goVersion }: TlsPolicy): HelloProfile {
  if (hello !== undefined) return hello;
  const minor = Number(/^(?:go)?1\.(\d+)/.exec(goVersion)?.[1] ?? Number.POSITIVE_INFINITY);
  return {
    minimum: minor >= 18 ? 'TLSv1.2' : 'TLSv1',
    suites: [...ECDHE_GCM, ...ECDHE_CHACHA, ...ECDHE_CBC, ...(minor <= 21 ? RSA_EXCHANGE : [])],
  };
}

/**
 * The name under which a handshake is asked for once more with the client's own hello; null where what was negotiated with the widest hello
 * leaves no doubt: the client offers it too.
 */
export function helloToTry(
  { minimum, suites }: HelloProfile,
  seen: { readonly protocol: string | null; readonly cipher: string | null },
): string | null {
  if (seen.protocol === null || seen.protocol === 'TLSv1.3') return null;
  const tooOld = minimum === 'TLSv1.2' && seen.protocol !== 'TLSv1.2';
  const foreign = seen.cipher !== null && !suites.includes(seen.cipher);
  return tooOld || foreign ? `${minimum} ${suites.map(shortName).join(':')}` : null;
}

/** `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256` as OpenSSL calls it, which is what a probe offers. */
function shortName(suite: string): string {
  const [exchange = '', cipher = ''] = suite.replace(/^TLS_/, '').split('_WITH_');
  const written = cipher
    .replace('AES_', 'AES')
    .replace('_CBC', '')
    .replace('_POLY1305_SHA256', '_POLY1305')
    .replaceAll('_', '-');
  return exchange === 'RSA' ? written : `${exchange.replaceAll('_', '-')}-${written}`;
}
