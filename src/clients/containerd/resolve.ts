import type { Host, Platform } from '../../host/host.js';
import { ANY_FAILURE } from '../../plan/failure.js';
import type { AgainRule, ChallengeRule, CredentialRef, OneOfNode, PlanNode, RequestNode } from '../../plan/nodes.js';
import { GO_REDIRECTS } from '../../plan/redirects.js';
import type { Transport } from '../../plan/transport.js';
import { systemRoots } from '../go/roots.js';
import { goTransport } from '../go/transport.js';
import { sinceVersion, versionAtLeast } from '../version.js';
import type { RegistryHost } from './registry-host.js';

/** From here on waiting for headers is limited. */
const HEADER_LIMIT_SINCE = '2.3.0';
const HEADER_MS = 30_000;
/** Requests in all for one: 6, and 5 from here on. */
const FIVE_REQUESTS_SINCE = '2.3.2';
/** A Basic challenge without a credential is an error of its own from here on. */
const NO_BASIC_ERROR = ['1.6.25', '1.7.8'];

/** One pull by containerd's resolver library. */
export interface ResolveRequest {
  readonly host: Host;
  /** Version of containerd, or of the containerd library in use. */
  readonly version: string;
  readonly goVersion: string;
  readonly hosts: readonly RegistryHost[];
  /** host[:port] of the reference: what `ns` says to other hosts. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  /** The credential offered where a host asks for one, by the host contacted (`host[:port]`). */
  readonly credentialFor: (host: string) => CredentialRef | null;
  readonly platform: Platform;
}

/**
 * HEAD of the manifest on hosts in order, then GET by digest over all hosts again (containerd `core/remotes/docker/resolver.go`: Resolve,
 * `fetcher.go`: Fetch). Every failure moves on; 1.x tells the first that is no 404, 2.x the first of the highest class. The child of an index is
 * asked of the host that had the index. Not here: GET after a 405 or a HEAD without digest, the blobs round of digests, 5xx asked again by 2.1+.
 */
export function resolveAndFetch(request: ResolveRequest): PlanNode {
  const asked = request.digest === null ? request.hosts.filter(({ resolves }) => resolves) : request.hosts;
  if (asked.length === 0)
    return { kind: 'stop', failure: 'config', because: 'no resolve hosts: not found', sources: [] };
  const report = versionAtLeast(request.version, '2.0.0') ? 'priority' : 'first-visible';
  const resolve = endpoints(
    report,
    asked.map((host) => overSchemes(request, host, (base, transport) => head(request, host, base, transport))),
  );
  const fetch = endpoints(
    'first',
    request.hosts.map((host) => overSchemes(request, host, (base, transport) => get(request, host, base, transport))),
  );
  return { kind: 'sequence', steps: [resolve, fetch] };
}

function endpoints(report: OneOfNode['report'], options: readonly PlanNode[]): PlanNode {
  const [only] = options;
  if (options.length === 1 && only !== undefined) return only;
  return { kind: 'oneOf', label: 'endpoints', moveOn: ANY_FAILURE, report, options };
}

/** What is asked under the host's scheme, or under https and then http where it falls back; once fallen back it stays there. */
function overSchemes(
  request: ResolveRequest,
  host: RegistryHost,
  ask: (base: string, transport: Transport) => PlanNode,
): PlanNode {
  const transport = transportTo(request, host);
  if (host.httpFallback === null) return ask(`${host.scheme}://${host.host}`, transport);
  return {
    kind: 'oneOf',
    label: 'scheme',
    moveOn: { ...ANY_FAILURE, kinds: host.httpFallback },
    report: 'last',
    remembers: `scheme of ${host.host} ${request.hosts.indexOf(host)}`,
    options: [ask(`https://${host.host}`, transport), ask(`http://${host.host}`, transport)],
  };
}

function head(request: ResolveRequest, host: RegistryHost, base: string, transport: Transport): PlanNode {
  return {
    kind: 'follow',
    what: 'challenge',
    on: 'answer',
    first: { ...manifest(request, host, base, transport), method: 'HEAD' },
    rule: challengeRule(request, host, transport),
    then: null,
  };
}

function get(request: ResolveRequest, host: RegistryHost, base: string, transport: Transport): PlanNode {
  const first: RequestNode = { ...manifest(request, host, base, transport), byDigest: true };
  return { kind: 'follow', what: 'index', first, platform: request.platform };
}

function manifest(request: ResolveRequest, host: RegistryHost, base: string, transport: Transport): RequestNode {
  const { registry, repository, tag, digest } = request;
  const isOwn = host.host === (registry === 'docker.io' ? 'registry-1.docker.io' : registry);
  const namespace = isOwn ? '' : `?ns=${encodeURIComponent(registry)}`;
  return {
    kind: 'request',
    step: 'manifest',
    method: 'GET',
    url: `${base}${host.path}/${repository}/manifests/${digest ?? tag ?? 'latest'}${namespace}`,
    accept: 'manifest',
    transport,
    authorization: 'remembered',
    success: [200],
    redirects: GO_REDIRECTS,
    again: askedAgain(request.version),
    sources: host.sources,
  };
}

/** 408 and 429 at once, without looking at Retry-After (containerd `resolver.go`: retryRequest). */
function askedAgain(version: string): AgainRule {
  const delaysMs = Array.from({ length: versionAtLeast(version, FIVE_REQUESTS_SINCE) ? 4 : 5 }, () => 0);
  return { statuses: [408, 429], delaysMs, retryAfter: 'ignored', capMs: 0 };
}

/** containerd `core/remotes/docker/authorizer.go`: Bearer before Basic, nothing before a 401, OAuth form first where there is a secret. */
function challengeRule(
  { version, repository, credentialFor }: ResolveRequest,
  { host }: RegistryHost,
  transport: Transport,
): ChallengeRule {
  return {
    order: 'bearer-first',
    credential: credentialFor(host),
    basicWithoutCredential: sinceVersion(version, NO_BASIC_ERROR) ? 'fail' : 'send-nothing',
    basicWithoutChallenge: false,
    scopes: [`repository:${repository}:pull`],
    token: { method: 'post-first', account: false, clientId: 'containerd-client' },
    transport,
  };
}

/** containerd `core/remotes/docker/registry.go`: DefaultHTTPTransport. */
function transportTo({ host, version, goVersion }: ResolveRequest, to: RegistryHost): Transport {
  const name = to.host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const headerMs = versionAtLeast(version, HEADER_LIMIT_SINCE) ? HEADER_MS : null;
  const limits = { dialMs: 30_000, tlsHandshakeMs: 10_000, headerMs, overallMs: null, keepAlive: true };
  const tls = {
    verify: !to.skipVerify,
    roots: { ...systemRoots(host), extra: to.authorities },
    clientCertificate: to.clientCertificate,
    goVersion,
  };
  // Official builds are static (containerd `Makefile`: netgo osusergo).
  return goTransport(host, name, limits, tls, { cgo: false, goVersion });
}
