import { isIPv6 } from 'node:net';
import type { Label } from './label.js';
import type { TextContext } from './match.js';

/** What a recogniser saw, before the surroundings have had their say. */
export interface Seen {
  readonly label: Label;
  readonly weight: number;
  readonly also: readonly Label[];
  readonly why: string;
}

/** Where clients fetch tokens: the realm's path or its query in the URL that failed. */
const TOKEN_URL =
  /(?:\/token\b|\/auth\b|\/oauth2\/|\/service\/token|\/jwt\/auth)[^\s"']*[?&](?:scope|service|account|client_id)=/i;
/** Hosts that hold blobs for registries, and the paths of their stores. */
const BLOB_STORE =
  /https?:\/\/(?:production\.cloudflare\.docker\.com|[\w.-]*\.cloudfront\.net|[\w.-]*\.r2\.cloudflarestorage\.com|[\w.-]*s3[\w.-]*\.amazonaws\.com|storage\.googleapis\.com|[\w.-]*\.blob\.core\.windows\.net|cdn\d*\.quay\.io|[\w.-]*pkg-containers\.githubusercontent\.com|[\w.-]*docker-images-prod[\w.-]*|[\w.-]+)\/[^\s"']*(?:\/blobs\/sha256\/|[?&](?:X-Amz-|Signature=|sig=|verify=))/i;
const CLUSTER_NAME = /\.svc(?:\.|:|\/|$)|\.cluster\.local\b/i;

/** Layers that a hop's own code outranks. */
const LAYERS: readonly string[] = [
  'dns-',
  'tcp-',
  'tls-',
  'https-on-http-port',
  'http-on-https-port',
  'timeout-slow-blob',
  'connection-reset-mtu',
  'registry-5xx',
  'proxy-misconfigured',
  'proxy-interception',
];

/** The cause with what the surroundings add: which hop failed, and whose name it was. */
export function refine(seen: Seen, text: string, context: TextContext): Seen {
  const isLayer = LAYERS.some((layer) => seen.label.startsWith(layer));
  if (!isLayer) return seen;
  const named = (label: Label, why: string): Seen => ({
    label,
    weight: Math.min(95, seen.weight + 6),
    also: [seen.label, ...seen.also.filter((other) => other !== label)],
    why: `${why} ${seen.why}`,
  });
  if (TOKEN_URL.test(text))
    return named(
      'auth-token-realm-unreachable',
      'What failed is the token service that the registry sends clients to.',
    );
  if (BLOB_STORE.test(text))
    return named(
      'blob-redirect-unreachable',
      'What failed is the host that the registry redirects blobs to, not the registry.',
    );
  if (seen.label === 'dns-nxdomain' && CLUSTER_NAME.test(context.host ?? ''))
    return named('dns-cluster-name-on-node', 'The name is one of a Kubernetes Service, which nodes do not resolve.');
  const address = context.address?.replace(/^\[|\]:\d+$/g, '') ?? '';
  const reaches: readonly Label[] = ['tcp-timeout', 'tcp-unreachable', 'connection-reset-mtu'];
  if (reaches.includes(seen.label) && isIPv6(address) && address !== '::1')
    return named('ipv6-broken', 'The address is an IPv6 one.');
  return seen;
}
