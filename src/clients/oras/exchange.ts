import type { Host, Platform } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { ANY_FAILURE, type FailureKind } from '../../plan/failure.js';
import type {
  AgainRule,
  ChallengeRule,
  CredentialRef,
  FollowBlobs,
  FollowNode,
  ManifestRule,
  PlanNode,
  RequestNode,
} from '../../plan/nodes.js';
import { GO_REDIRECTS } from '../../plan/redirects.js';
import type { RootSet } from '../../plan/transport.js';
import { goTransport, type TransportLimits } from '../go/transport.js';
import type { OrasReference } from './reference.js';
import { contactedHost } from './reference.js';

/** oras-go `registry/remote/retry/policy.go`: DefaultPolicy; 5 retries, 250 ms doubled, at most 3 s, also where Retry-After asks for more. */
const DELAYS_MS = [250, 500, 1000, 2000, 3000];
const MOST_WAIT_MS = 3000;
const SERVER_ERRORS = Array.from({ length: 100 }, (_, index) => 500 + index);
const AGAIN: AgainRule = {
  statuses: [408, 429, ...SERVER_ERRORS],
  delaysMs: DELAYS_MS,
  retryAfter: 'honoured',
  capMs: MOST_WAIT_MS,
};
/** Go errors that say they are time-outs (…: DefaultPredicate); anything else ends at once. */
const TIMEOUTS: readonly FailureKind[] = ['dns-timeout', 'tcp-timeout', 'tls-timeout', 'http-timeout'];
/** golang/go `net/http`: DefaultTransport. */
const DEFAULT_LIMITS: TransportLimits = {
  dialMs: 30_000,
  tlsHandshakeMs: 10_000,
  headerMs: null,
  overallMs: null,
  keepAlive: true,
};
/** A transport made without limits: the kernel's connect time-out is the only one. */
const NO_LIMITS: TransportLimits = {
  dialMs: null,
  tlsHandshakeMs: null,
  headerMs: null,
  overallMs: null,
  keepAlive: true,
};

/** What one client of oras-go is like towards one registry. */
export interface OrasClient {
  readonly host: Host;
  /** What the program calls itself. */
  readonly program: string;
  readonly goVersion: string;
  readonly registry: string;
  readonly credential: CredentialRef | null;
  readonly verify: boolean;
  readonly roots: RootSet;
  /** `default`: Go's limits and oras-go's retries. `none`: neither (helm with TLS flags). */
  readonly limits: 'default' | 'none';
  /** What decided on scheme and verification. */
  readonly sources: readonly Source[];
}

/** What a program makes of a manifest. */
export interface OrasContent {
  /** `oras pull` leaves the configuration where it is; helm wants it. */
  readonly takes: FollowBlobs['takes'];
  readonly manifests?: ManifestRule;
}

/**
 * A pull: the manifest, the child for the platform where one is asked for, and what it names (oras-go `copy.go`: resolveRoot, FetchReference;
 * `registry/remote/repository.go`: blobStore.Fetch compares the Content-Length).
 */
export function pullNode(
  client: OrasClient,
  scheme: 'https' | 'http',
  reference: OrasReference,
  platform: Platform | null,
  { takes, manifests }: OrasContent = { takes: ['layer'] },
): PlanNode {
  const { repository, tag, digest } = reference;
  const base = `${scheme}://${contactedHost(client.registry)}/v2/${repository}`;
  const found = digest ?? tag;
  // helm lists tags where the version is left open; what it takes of them nobody knows before.
  const first: RequestNode =
    found === null
      ? { ...request(client, 'tags', `${base}/tags/list`) }
      : {
          ...request(client, 'manifest', `${base}/manifests/${found}`),
          accept: 'manifest',
          ...(manifests === undefined ? {} : { manifests }),
        };
  const rule = challengeRule(client, [`repository:${repository}:pull`]);
  const one: RequestNode = { ...request(client, 'blob', `${base}/blobs/`), authorization: 'bound', byBlob: true };
  const blobs: FollowBlobs = { kind: 'follow', what: 'blobs', takes, sizes: takes, one };
  const child: FollowNode[] =
    platform === null ? [] : [{ kind: 'follow', what: 'index', first: { ...first, authorization: 'bound' }, platform }];
  const then: PlanNode | null = found === null ? null : { kind: 'sequence', steps: [...child, blobs] };
  return retried(client, { kind: 'follow', what: 'challenge', on: 'answer', first, rule, then });
}

/** A push, up to an upload session that is cancelled at once (oras-go `registry/remote/repository.go`: blobStore.Push). */
export function pushNode(client: OrasClient, scheme: 'https' | 'http', { repository }: OrasReference): PlanNode {
  const url = `${scheme}://${contactedHost(client.registry)}/v2/${repository}/blobs/uploads/`;
  const first: RequestNode = { ...request(client, 'upload', url), method: 'POST', success: [202] };
  return retried(client, {
    kind: 'follow',
    what: 'location',
    first,
    rule: challengeRule(client, [`repository:${repository}:pull,push`]),
  });
}

/** A login: `/v2/` must answer 200 (oras-go `registry/remote/registry.go`: Ping). `method`: how a token is asked for. */
export function loginNode(client: OrasClient, scheme: 'https' | 'http', method: 'get' | 'post-first'): PlanNode {
  const first = request(client, 'login', `${scheme}://${contactedHost(client.registry)}/v2/`);
  const rule = challengeRule(client, []);
  return retried(client, {
    kind: 'follow',
    what: 'challenge',
    on: 'answer',
    first,
    rule: { ...rule, token: { ...rule.token, method } },
    then: null,
  });
}

function request(client: OrasClient, step: RequestNode['step'], url: string): RequestNode {
  return {
    kind: 'request',
    step,
    method: 'GET',
    url,
    accept: 'any',
    transport: transport(client, contactedHost(client.registry)),
    authorization: 'none',
    success: [200],
    redirects: GO_REDIRECTS,
    again: client.limits === 'default' ? AGAIN : null,
    sources: client.sources,
  };
}

/** oras-go `registry/remote/auth/client.go`: Do. Nothing is sent before a 401. */
function challengeRule(client: OrasClient, scopes: readonly string[]): ChallengeRule {
  return {
    order: 'header',
    readsFirstLine: true,
    credential: client.credential,
    basicWithoutCredential: 'fail',
    basicWithoutChallenge: false,
    scopes,
    token: { method: 'get', account: false, clientId: 'oras-go' },
    refusesRealms: 'unless-same-host',
    transport: transport(client, null),
  };
}

function transport(client: OrasClient, name: string | null) {
  const tls = { verify: client.verify, roots: client.roots, clientCertificate: null, goVersion: client.goVersion };
  const hostName = name === null ? null : name.replace(/:\d*$/, '').replace(/^\[|\]$/g, '');
  // Release builds are static.
  return goTransport(client.host, hostName, client.limits === 'default' ? DEFAULT_LIMITS : NO_LIMITS, tls, {
    cgo: false,
    goVersion: client.goVersion,
  });
}

function retried(client: OrasClient, body: PlanNode): PlanNode {
  if (client.limits === 'none') return body;
  const source: Source = {
    kind: 'default',
    name: client.program,
    line: null,
    says: '6 tries after time-outs, 0.25 s to 3 s apart',
  };
  return {
    kind: 'retry',
    attempts: DELAYS_MS.length + 1,
    delaysMs: DELAYS_MS,
    when: { ...ANY_FAILURE, kinds: TIMEOUTS },
    body,
    source,
  };
}
