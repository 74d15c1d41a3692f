import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { ANY_FAILURE, type FailureKind } from '../../plan/failure.js';
import type { CredentialRef, PlanNode, RequestNode } from '../../plan/nodes.js';
import { GO_REDIRECTS } from '../../plan/redirects.js';
import { systemRoots } from '../go/roots.js';
import { goTransport } from '../go/transport.js';
import { lookedUpFirst } from '../looked-up-first.js';
import { versionAtLeast } from '../version.js';

/** Head start of https before http (go-containerregistry `pkg/v1/remote/transport/ping.go`: pingParallel). */
const STAGGER_MS = 300;
/** Tries in all and the waits between them (`pkg/v1/remote/options.go`: defaultRetryBackoff). */
const TRIES = 3;
const DELAYS_MS = [1000, 3000];
const AGAIN_STATUSES = [408, 499, 500, 502, 503, 504, 522];
/** From here on 429 is asked again too. */
const RETRIES_429_SINCE = '0.21.6';
/** From here on realms are looked at before they are asked (`pkg/v1/remote/transport/bearer.go`: validateRealmURL). */
const CHECKS_REALMS_SINCE = '0.21.4';
/** Temporary errors, EOF, broken pipes and resets; not a connect that is refused (`pkg/v1/remote/options.go`: defaultRetryPredicate). */
const RETRYABLE: readonly FailureKind[] = [
  'dns-server-failure',
  'tls-timeout',
  'tls-closed',
  'tls-reset',
  'http-closed',
  'http-reset',
];

/** A connect that times out ends in one of two errors, as two timers race (golang/go `net/dial.go`: DialContext); only one of them is temporary. */
const REPEATED_BY_CHANCE: readonly FailureKind[] = ['tcp-timeout'];

/** One client of go-containerregistry for one repository. */
export interface Exchange {
  readonly host: Host;
  /** What the program calls itself: `crane 0.21.8`. */
  readonly program: string;
  /** Version of the library. */
  readonly library: string;
  readonly goVersion: string;
  /** host[:port] contacted. */
  readonly registry: string;
  readonly credential: CredentialRef | null;
  readonly scope: string;
  /** http is tried beside https. */
  readonly http: boolean;
  /** Nothing is verified. */
  readonly unverified: boolean;
  /** What decided on scheme and verification. */
  readonly sources: readonly Source[];
  /** What follows the ping under the scheme that won. `request`: the ping's, to be filled in. */
  then(base: string, request: RequestNode): PlanNode;
}

/** Ping over https, and 300 ms later over http where that is allowed; the first 200 or 401 decides for all that follows. */
export function exchange(asked: Exchange): PlanNode {
  const https = scheme(asked, 'https');
  const node: PlanNode = asked.http
    ? { kind: 'race', staggerMs: STAGGER_MS, options: [https, scheme(asked, 'http')] }
    : https;
  return lookedUpFirst(asked.credential, node);
}

function scheme(asked: Exchange, name: 'https' | 'http'): PlanNode {
  const { host, goVersion, registry, library } = asked;
  const tls = { verify: !asked.unverified, roots: systemRoots(host), clientCertificate: null, goVersion };
  const limits = { dialMs: 30_000, tlsHandshakeMs: 10_000, headerMs: null, overallMs: null, keepAlive: true };
  const hostName = registry.replace(/:\d*$/, '').replace(/^\[|\]$/g, '');
  // Release builds are static.
  const transport = goTransport(host, hostName, limits, tls, { cgo: false, goVersion });
  const statuses = versionAtLeast(library, RETRIES_429_SINCE) ? [...AGAIN_STATUSES, 429] : AGAIN_STATUSES;
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
    again: { statuses, delaysMs: DELAYS_MS, retryAfter: 'ignored', capMs: 0, perhaps: REPEATED_BY_CHANCE },
    sources: asked.sources,
  };
  return {
    kind: 'retry',
    attempts: TRIES,
    delaysMs: DELAYS_MS,
    when: { ...ANY_FAILURE, kinds: RETRYABLE },
    source: { kind: 'default', name: asked.program, line: null, says: '3 tries, 1 s and 3 s apart' },
    body: {
      kind: 'follow',
      what: 'challenge',
      on: 'ping',
      commit: true,
      first: request,
      rule: {
        order: 'header',
        credential: asked.credential,
        basicWithoutCredential: 'send-nothing',
        basicWithoutChallenge: true,
        scopes: [asked.scope],
        token: { method: 'get', account: false, clientId: 'go-containerregistry' },
        ...(versionAtLeast(library, CHECKS_REALMS_SINCE) ? { refusesRealms: 'unless-same-host-and-port' } : {}),
        transport,
      },
      then: asked.then(`${name}://${registry}`, { ...request, authorization: 'bound', sources: [] }),
    },
  };
}
