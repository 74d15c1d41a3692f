import { isIPv6 } from '../text/address.js';
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
  /https?:\/\/(?:production\.cloudflare\.docker\.com|[\w.-]*\.cloudfront\.net|[\w.-]*\.r2\.cloudflarestorage\.com|[\w.-]*s3[\w.-]*\.amazonaws\.com|storage\.googleapis\.com|[\w.-]*\.blob\.core\.windows\.net|cdn\d*\.quay\.io|[\w.-]*pkg-containers\.githubusercontent\.com|[\w.-]*docker-images-prod[\w.-]*|[\w.-]+)\/[^\s"']*(?:\/blobs\/sha256\/|v2\/k8s-artifacts-prod\/|[?&](?:X-Amz-|Signature=|sig=|verify=))/i;
const CLUSTER_NAME = /\.svc(?:\.|:|\/|$)|\.cluster\.local\b/i;

/** Registries whose certificates every trust store knows and that are up: what fails there is mostly in between. */
const PUBLIC_REGISTRY =
  /(?:^|\.)(?:docker\.io|docker\.com|gcr\.io|registry\.k8s\.io|ghcr\.io|quay\.io|mcr\.microsoft\.com|public\.ecr\.aws|pkg\.dev)(?::443)?$/i;

/** Registries and mirrors that are gone for good. */
const WITHDRAWN =
  /(?:^|\.)(?:bintray\.io|azk8s\.cn|docker-cn\.com|ng\.bluemix\.net|registry\.svc\.ci\.openshift\.org|registry\.opensource\.zalan\.do|registry\.centos\.org|docker\.pkg\.github\.com)(?::\d+)?$/i;

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
  if (BLOB_STORE.test(text) && seen.label === 'registry-5xx')
    return {
      ...seen,
      also: ['blob-redirect-unreachable', ...seen.also.filter((other) => other !== 'blob-redirect-unreachable')],
    };
  if (BLOB_STORE.test(text))
    return named(
      'blob-redirect-unreachable',
      'What failed is the host that the registry redirects blobs to, not the registry.',
    );
  if (WITHDRAWN.test(context.host ?? ''))
    return named('registry-deleted-or-eol', 'The host is that of a registry or mirror that was shut down.');
  const isUnresolved = seen.label === 'dns-nxdomain' || seen.label === 'dns-server-failure';
  if (isUnresolved && /^https?$/i.test(context.host ?? ''))
    return named('invalid-reference', 'The name that was looked up is a scheme: it stands where a host should.');
  if (isUnresolved && CLUSTER_NAME.test(context.host ?? ''))
    return named('dns-cluster-name-on-node', 'The name is one of a Kubernetes Service, which nodes do not resolve.');
  const address = context.address?.replace(/^\[|\]:\d+$/g, '') ?? '';
  const reaches: readonly Label[] = ['tcp-timeout', 'tcp-unreachable', 'connection-reset-mtu'];
  if (reaches.includes(seen.label) && isIPv6(address) && address !== '::1')
    return named('ipv6-broken', 'The address is an IPv6 one.');
  if (PUBLIC_REGISTRY.test(context.host ?? '')) return refinePublic(seen);
  return seen;
}

/** What a public registry seldom does itself: it is said as likelier, and the other stays. */
function refinePublic(seen: Seen): Seen {
  const as = (label: Label, why: string): Seen => ({
    ...seen,
    label,
    also: [seen.label, ...seen.also.filter((other) => other !== label)],
    why: `${seen.why} ${why}`,
  });
  if (seen.label === 'tls-unknown-ca')
    return {
      ...seen,
      also: ['proxy-interception'],
      why: `${seen.why} The CA of a public registry is in every store: a proxy shows its own, or the store here is empty or old.`,
    };
  if (seen.label === 'tcp-timeout')
    return as(
      'proxy-misconfigured',
      'A public registry answers: a firewall drops the way, and the proxy that leads out is not known to this program.',
    );
  if (seen.label === 'tls-expired' && seen.also.length > 0 && seen.weight < 85)
    return as('tls-not-yet-valid-clock-skew', 'A public registry renews in time: the clock here is likelier wrong.');
  return seen;
}
