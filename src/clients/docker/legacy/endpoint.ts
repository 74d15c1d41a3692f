import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import { ACCEPTED_BY_DOCKER } from '../../../plan/hello.js';
import type { ChallengeRule, CredentialRef, FollowChallenge, PlanNode, RequestNode } from '../../../plan/nodes.js';
import { GO_REDIRECTS } from '../../../plan/redirects.js';
import type { TlsPolicy, Transport } from '../../../plan/transport.js';
import { systemRoots } from '../../go/roots.js';
import { goTransport } from '../../go/transport.js';
import { hostCertificates } from '../certificates.js';
import { CGO, type EngineBuild } from '../engine.js';

/** One limit over a ping, and over a login (moby `registry/auth.go`: PingV2Registry, v2AuthHTTPClient). */
export const PING_MS = 15_000;
/** Docker Hub's registry; its connection uses the system's CAs and nothing else. */
export const HUB = 'registry-1.docker.io';

/** What all requests of the old pull code share. */
export interface LegacyRequest {
  /** As the daemon sees it. */
  readonly host: Host;
  readonly build: EngineBuild;
  readonly certsDirectory: string;
  /** host[:port] as in the reference. */
  readonly registry: string;
  readonly credential: CredentialRef | null;
  readonly sources: readonly Source[];
}

/** One place that is asked: base URL, and whether anybody checks who answers. */
export interface Endpoint {
  /** `https://host[:port][/path]`, no slash at the end. */
  readonly base: string;
  readonly insecure: boolean;
}

/** Transport to an endpoint, or the text with which certs.d stops it before anything is asked. An insecure registry's directory isn't read. */
export function endpointTransport(
  { host, build, certsDirectory, registry }: LegacyRequest,
  { base, insecure }: Endpoint,
): Transport | { readonly stop: PlanNode } {
  const url = URL.parse(base);
  const name = authority(base);
  const readsCertificates = !insecure && name !== HUB;
  const certificates = readsCertificates ? hostCertificates(host, certsDirectory, name) : NO_CERTIFICATES;
  if (!certificates.ok) {
    const { text, source } = certificates;
    return { stop: { kind: 'stop', failure: 'config', because: text, sources: [source] } };
  }
  const tls: TlsPolicy = {
    verify: !insecure,
    roots: { ...systemRoots(host), extra: certificates.authorities },
    clientCertificate: certificates.clientCertificate,
    goVersion: build.goVersion,
    // moby `registry/registry.go`: newTLSConfig, which begins with tlsconfig.ServerDefault.
    hello: { minimum: 'TLSv1.2', suites: ACCEPTED_BY_DOCKER },
  };
  const limits = {
    dialMs: 30_000,
    tlsHandshakeMs: 10_000,
    headerMs: null,
    overallMs: null,
    keepAlive: build.keepAlive,
  };
  return goTransport(host, url?.hostname ?? registry, limits, tls, { cgo: CGO, goVersion: build.goVersion });
}

const NO_CERTIFICATES = { ok: true, authorities: [], clientCertificate: null } as const;

/** host[:port] of a base URL with its case and a port that is the scheme's own. */
function authority(base: string): string {
  return /^[a-z]+:\/\/([^/]*)/i.exec(base)?.[1] ?? base;
}

/** Any answer to the ping will do; its challenge decides what is sent from then on. */
export function pinged(
  request: LegacyRequest,
  base: string,
  transport: Transport,
  scopes: readonly string[],
  then: PlanNode,
  commit: FollowChallenge['commit'],
): FollowChallenge {
  const rule: ChallengeRule = {
    order: 'bearer-first',
    credential: request.credential,
    basicWithoutCredential: 'fail',
    basicWithoutChallenge: false,
    scopes,
    token: { method: 'get', account: true, clientId: 'docker' },
    transport,
  };
  const first: RequestNode = {
    ...requestNode(request, 'ping', 'GET', `${base}/v2/`, { ...transport, overallMs: PING_MS }),
    authorization: 'none',
    success: 'any',
  };
  return {
    kind: 'follow',
    what: 'challenge',
    on: 'ping',
    first,
    rule,
    then,
    ...(commit === undefined ? {} : { commit }),
  };
}

/** A request with Go's redirects that is never asked again by itself. */
export function requestNode(
  { sources }: LegacyRequest,
  step: RequestNode['step'],
  method: RequestNode['method'],
  url: string,
  transport: Transport,
): RequestNode {
  return {
    kind: 'request',
    step,
    method,
    url,
    accept: step === 'manifest' ? 'manifest' : 'any',
    transport,
    authorization: 'bound',
    success: [200],
    redirects: GO_REDIRECTS,
    again: null,
    sources,
  };
}
