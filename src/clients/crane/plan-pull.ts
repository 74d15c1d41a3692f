import type { Host, Platform } from '../../host/host.js';
import { ANY_FAILURE, type FailureKind } from '../../plan/failure.js';
import type { CredentialRef, PlanNode, RequestNode } from '../../plan/nodes.js';
import { GO_REDIRECTS } from '../../plan/redirects.js';
import { systemRoots } from '../go/roots.js';
import { goTransport } from '../go/transport.js';
import { versionAtLeast } from '../version.js';

/** Head start of https before http (go-containerregistry `pkg/v1/remote/transport/ping.go`: pingParallel). */
const STAGGER_MS = 300;
/** Tries in all and the waits between them (`pkg/v1/remote/options.go`: defaultRetryBackoff). */
const TRIES = 3;
const DELAYS_MS = [1000, 3000];
const AGAIN_STATUSES = [408, 499, 500, 502, 503, 504, 522];
/** From here on 429 is asked again too. */
const RETRIES_429_SINCE = '0.21.6';
/** Temporary errors, EOF, broken pipes and resets; not a connect that times out or is refused (`pkg/v1/remote/options.go`: defaultRetryPredicate). */
const RETRYABLE: readonly FailureKind[] = [
  'dns-server-failure',
  'tls-timeout',
  'tls-closed',
  'tls-reset',
  'http-closed',
  'http-reset',
];

/** One pull by go-containerregistry. */
export interface CranePull {
  readonly host: Host;
  readonly version: string;
  readonly goVersion: string;
  /** host[:port] contacted. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly credential: CredentialRef | null;
  readonly platform: Platform;
  /** http is tried beside https. */
  readonly http: boolean;
  /** `--insecure`: nothing is verified. */
  readonly unverified: boolean;
}

/** Ping over https, and 300 ms later over http where that is allowed; the first 200 or 401 decides for all that follows. */
export function cranePull(pull: CranePull): PlanNode {
  const https = scheme(pull, 'https');
  return pull.http ? { kind: 'race', staggerMs: STAGGER_MS, options: [https, scheme(pull, 'http')] } : https;
}

function scheme(pull: CranePull, name: 'https' | 'http'): PlanNode {
  const { host, goVersion, registry, repository, version } = pull;
  const tls = { verify: !pull.unverified, roots: systemRoots(host), clientCertificate: null, goVersion };
  const limits = { dialMs: 30_000, tlsHandshakeMs: 10_000, headerMs: null, overallMs: null, keepAlive: true };
  const hostName = registry.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  // Release builds are static.
  const transport = goTransport(host, hostName, limits, tls, { cgo: false, goVersion });
  const statuses = versionAtLeast(version, RETRIES_429_SINCE) ? [...AGAIN_STATUSES, 429] : AGAIN_STATUSES;
  const request: RequestNode = {
    kind: 'request',
    step: 'ping',
    method: 'GET',
    url: `${name}://${registry}/v2/`,
    accept: 'any',
    transport,
    authorization: 'none',
    success: [200, 401],
    redirects: GO_REDIRECTS,
    again: { statuses, delaysMs: DELAYS_MS, retryAfter: 'ignored', capMs: 0 },
    sources: [],
  };
  const manifest: RequestNode = {
    ...request,
    step: 'manifest',
    url: `${name}://${registry}/v2/${repository}/manifests/${pull.digest ?? pull.tag ?? 'latest'}`,
    accept: 'manifest',
    authorization: 'bound',
    success: [200],
  };
  return {
    kind: 'retry',
    attempts: TRIES,
    delaysMs: DELAYS_MS,
    when: { ...ANY_FAILURE, kinds: RETRYABLE },
    source: { kind: 'default', name: `crane ${version}`, line: null, says: '3 tries, 1 s and 3 s apart' },
    body: {
      kind: 'follow',
      what: 'challenge',
      on: 'ping',
      commit: true,
      first: request,
      rule: {
        order: 'header',
        credential: pull.credential,
        basicWithoutCredential: 'send-nothing',
        basicWithoutChallenge: true,
        scopes: [`repository:${repository}:pull`],
        token: { method: 'get', account: false, clientId: 'go-containerregistry' },
        transport,
      },
      then: { kind: 'follow', what: 'index', first: manifest, platform: pull.platform },
    },
  };
}
