import { ANY_FAILURE, type FailureMatch } from '../../plan/failure.js';
import type { FollowChallenge, PlanNode, RequestNode } from '../../plan/nodes.js';
import { containerdManifests } from '../manifest-types.js';
import { versionAtLeast } from '../version.js';
import { type Endpoint, inOrder, overSchemes, requestTo } from './resolve/asking.js';
import { challengeRule } from './resolve/challenge.js';
import { asksForErrorBody } from './resolve/limits.js';
import type { ResolveRequest } from './resolve/request.js';

export type { ResolveRequest } from './resolve/request.js';

/** Errors are ranked from here on; before, the first that is no 404 is told. */
const RANKED_SINCE = '2.0.0';
/** What lets 2.x ask for a digest under `blobs/`: only 404s and failures without an answer (firstErrPriority). */
const NOTHING_BUT_NOT_FOUND: FailureMatch = { ...ANY_FAILURE, except: ['http-too-large'], statuses: [404] };
const NOT_ALLOWED: FailureMatch = { ...ANY_FAILURE, kinds: ['http-status'], statuses: [405] };
const FORBIDDEN: FailureMatch = { ...ANY_FAILURE, kinds: ['http-status'], statuses: [403] };

/**
 * HEAD of the manifest on hosts in order, then GET by digest over all hosts again (containerd `core/remotes/docker/resolver.go`: Resolve,
 * `fetcher.go`: Fetch). Every failure moves on; 1.x tells the first that is no 404, 2.x the first of the highest class. Digests are asked for as
 * manifests of all hosts, then as blobs of all hosts. Fetching begins with a host list of its own (…: Fetcher), which has obtained nothing yet; every
 * manifest, also the child of an index, and every blob is asked of all hosts in order. Configuration and layers are fetched at the same time
 * (`core/images/handlers.go`: Dispatch), their sizes compared. Run: ctr 1.6.20, 1.7.35, 2.4.2.
 */
export function resolveAndFetch(request: ResolveRequest): PlanNode {
  const stopped = unusable(request);
  if (stopped !== null) return stopped;
  const asked = request.hosts.filter(
    request.digest === null ? ({ resolves }) => resolves : ({ pulls }) => pulls !== false,
  );
  if (asked.length === 0) return stop('no resolve hosts: not found', request);
  const last = request.hosts.length - 1;
  const ofAll = (ask: (endpoint: Endpoint) => PlanNode): PlanNode =>
    inOrder(
      'endpoints',
      'first',
      request.hosts.map((host, index) => overSchemes(request, host, index === last, ask)),
    );
  const fetch = ofAll(fetched);
  const child: PlanNode = { kind: 'follow', what: 'child', platform: request.platform, then: fetch };
  const blobs: PlanNode = {
    kind: 'follow',
    what: 'blobs',
    takes: ['configuration', 'layer'],
    atOnce: true,
    sizes: ['configuration', 'layer'],
    one: ofAll(blobFetched),
  };
  const steps: PlanNode[] = [resolved(request, asked), { kind: 'sequence', steps: [fetch, child, blobs] }];
  const keeps = request.sharesAuthorizer === true ? 'digest and logins' : 'digest';
  return { kind: 'sequence', ownClients: { keeps }, steps };
}

/** The stop that a file which can't be used makes of everything, null where all can; `no … hosts` is the caller's. */
export function unusable({ hosts }: Pick<ResolveRequest, 'hosts'>): PlanNode | null {
  const found = hosts.find((host) => host.unusable !== undefined)?.unusable;
  return found === undefined ? null : { kind: 'stop', failure: 'config', because: found.text, sources: [found.source] };
}

/** A stop for want of a host that may do it. */
export function stop(because: string, { hosts }: Pick<ResolveRequest, 'hosts'>): PlanNode {
  return { kind: 'stop', failure: 'config', because, sources: hosts.flatMap(({ sources }) => sources) };
}

function resolved(request: ResolveRequest, asked: ResolveRequest['hosts']): PlanNode {
  const { version, tag, digest } = request;
  const ranked = versionAtLeast(version, RANKED_SINCE);
  const report = ranked ? 'priority' : 'first-visible';
  const round = (path: string): PlanNode =>
    inOrder(
      'endpoints',
      report,
      asked.map((host, index) =>
        overSchemes(request, host, index === asked.length - 1, (endpoint) => headed(endpoint, path)),
      ),
    );
  if (digest === null) return round(`manifests/${tag ?? 'latest'}`);
  const rounds = [round(`manifests/${digest}`), round(`blobs/${digest}`)];
  return inOrder('kinds', report, rounds, ranked ? NOTHING_BUT_NOT_FOUND : ANY_FAILURE);
}

/** HEAD; GET in its place where HEAD isn't allowed, GET after it where it told no digest, GET for the words of a 403. */
function headed(endpoint: Endpoint, path: string): PlanNode {
  const isManifest = path.startsWith('manifests/');
  const step = isManifest ? 'manifest' : 'blob';
  const { request } = endpoint;
  const head = asked(endpoint, requestTo(endpoint, step, 'HEAD', path, [200]));
  const get = requestTo(endpoint, step, 'GET', path, [200]);
  // Nothing in the answer helps: it is the HEAD's 403 that is told.
  const words: PlanNode = { ...get, success: [] };
  const told = asksForErrorBody(request.version) ? inOrder('words', 'first', [head, words], FORBIDDEN) : head;
  const method = isManifest ? inOrder('method', 'last', [told, asked(endpoint, get)], NOT_ALLOWED) : told;
  if (request.digest !== null) return method;
  return { kind: 'sequence', steps: [method, { ...get, unlessDigest: true }] };
}

function asked({ request, host, transport }: Endpoint, first: RequestNode): FollowChallenge {
  const rule = challengeRule(request, host.host, transport);
  return { kind: 'follow', what: 'challenge', on: 'answer', first, rule, then: null };
}

/** The manifest by the digest that was told last. */
function fetched(endpoint: Endpoint): PlanNode {
  const { tag, digest } = endpoint.request;
  const path = `manifests/${digest ?? tag ?? 'latest'}`;
  const manifests = containerdManifests(endpoint.request.version);
  return asked(endpoint, { ...requestTo(endpoint, 'manifest', 'GET', path, [200]), byDigest: true, manifests });
}

/** The blob that is fetched now. */
function blobFetched(endpoint: Endpoint): PlanNode {
  return asked(endpoint, { ...requestTo(endpoint, 'blob', 'GET', 'blobs/', [200]), byBlob: true });
}
