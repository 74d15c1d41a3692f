import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { ANY_FAILURE } from '../../plan/failure.js';
import type {
  AgainRule,
  ChallengeRule,
  CredentialRef,
  OneOfNode,
  PlanNode,
  RequestNode,
  RequestStep,
} from '../../plan/nodes.js';
import { GO_REDIRECTS } from '../../plan/redirects.js';
import type { TlsPolicy, Transport } from '../../plan/transport.js';
import { goTransport, type TransportLimits } from '../go/transport.js';
import type { ToolFeatures } from './versions.js';

/** containers/image `docker/docker_client.go`: backoffNumIterations 5, backoffInitialDelay 2 s, backoffMaxDelay 60 s; for requests without a body. */
const TOO_MANY_REQUESTS: AgainRule = {
  statuses: [429],
  delaysMs: [2000, 4000, 8000, 16_000],
  retryAfter: 'honoured',
  capMs: 60_000,
};

/** One registry as one client of containers/image meets it: everything after the configuration was read. */
export interface EndpointRequest {
  readonly host: Host;
  readonly features: ToolFeatures;
  /** host[:port] as in the (rewritten) reference. */
  readonly registry: string;
  readonly tls: TlsPolicy;
  readonly credential: CredentialRef | null;
  /** What a Basic challenge without a credential brings; only `login` gives up. */
  readonly withoutCredential: ChallengeRule['basicWithoutCredential'];
  /** `repository:NAME:pull`; empty for logins. */
  readonly scopes: readonly string[];
  /** What decided on scheme and verification. */
  readonly sources: readonly Source[];
  /** What is asked once the ping has answered. `base`: `https://host[:port]`. */
  afterPing(base: string, transport: Transport): PlanNode;
}

/**
 * Ping, token and what follows (containers/image `docker/docker_client.go`: detectPropertiesHelper). https first on every port; http
 * only where verification is off; a failure after the ping is final. Up to 5.32 a failed ping is followed by `/v1/_ping`, which can only cost time.
 */
export function endpoint(request: EndpointRequest): OneOfNode {
  const { tls, features } = request;
  const https = scheme(request, 'https');
  const http = tls.verify ? null : scheme(request, 'http');
  if (!features.v1Ping) return oneOf('scheme', 'last', http === null ? [https] : [https, http]);
  const v1 = [v1Ping(request, 'https'), ...(http === null ? [] : [v1Ping(request, 'http')])];
  if (http === null) return oneOf('scheme, then v1', 'first', [https, ...v1]);
  return oneOf('scheme', 'last', [https, oneOf('scheme, then v1', 'first', [http, ...v1])]);
}

function scheme(request: EndpointRequest, name: 'https' | 'http'): PlanNode {
  const { host, features, tls } = request;
  const base = baseUrl(request, name);
  const transport = transportTo(host, features, hostName(request.registry), tls);
  return {
    kind: 'follow',
    what: 'challenge',
    on: 'ping',
    first: ping(request, `${base}/v2/`, transport),
    rule: {
      order: 'header',
      credential: request.credential,
      basicWithoutCredential: request.withoutCredential,
      basicWithoutChallenge: false,
      widensScope: true,
      scopes: request.scopes,
      token: { method: 'get', account: true, clientId: 'containers/image' },
      // One http.Client serves the token realm too: the registry's own TLS settings apply there.
      transport: transportTo(host, features, null, tls),
    },
    then: { kind: 'sequence', steps: [{ kind: 'commit' }, request.afterPing(base, transport)] },
    commit: true,
  };
}

function v1Ping(request: EndpointRequest, name: 'https' | 'http'): PlanNode {
  const transport = transportTo(request.host, request.features, hostName(request.registry), request.tls);
  const because = "can't talk to a V1 container registry";
  return {
    kind: 'sequence',
    steps: [
      ping(request, `${baseUrl(request, name)}/v1/_ping`, transport),
      { kind: 'commit' },
      { kind: 'stop', failure: 'config', because, sources: [] },
    ],
  };
}

function ping(request: EndpointRequest, url: string, transport: Transport): RequestNode {
  return { ...requestNode('ping', 'GET', url, transport, [200, 401], request.sources), authorization: 'none' };
}

/** A request of this family: Go's redirects, 429 asked again, what the ping's challenge brought sent along. */
export function requestNode(
  step: RequestStep,
  method: RequestNode['method'],
  url: string,
  transport: Transport,
  success: readonly number[],
  sources: readonly Source[],
): RequestNode {
  return {
    kind: 'request',
    step,
    method,
    url,
    accept: step === 'manifest' ? 'manifest' : 'any',
    transport,
    authorization: 'bound',
    success,
    redirects: GO_REDIRECTS,
    again: TOO_MANY_REQUESTS,
    sources,
  };
}

/** Only exactly `docker.io` is asked under another name (…: newDockerClient). */
function baseUrl({ registry }: EndpointRequest, name: 'https' | 'http'): string {
  return `${name}://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`;
}

function hostName(registry: string): string {
  return registry === 'docker.io' ? 'registry-1.docker.io' : registry.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
}

function transportTo(host: Host, features: ToolFeatures, name: string | null, tls: TlsPolicy): Transport {
  return goTransport(host, name, limits(features), tls, features);
}

/** containers/image `pkg/tlsclientconfig/tlsclientconfig.go`: NewTransport; no limit on the wait for headers or on the whole request. */
function limits(features: ToolFeatures): TransportLimits {
  return { dialMs: 30_000, tlsHandshakeMs: 10_000, headerMs: null, overallMs: null, keepAlive: features.keepAlive };
}

/** Options tried in order after any failure. */
export function oneOf(label: string, report: OneOfNode['report'], options: readonly PlanNode[]): OneOfNode {
  return { kind: 'oneOf', label, moveOn: ANY_FAILURE, report, options };
}
