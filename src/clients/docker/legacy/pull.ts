import type { Platform } from '../../../host/host.js';
import { ANY_FAILURE } from '../../../plan/failure.js';
import type { PlanNode, RequestNode } from '../../../plan/nodes.js';
import { dockerManifests } from '../../manifest-types.js';
import { versionAtLeast } from '../../version.js';
import { pulledBlobs } from './blobs.js';
import { type Endpoint, endpointTransport, HUB, type LegacyRequest, pinged, requestNode } from './endpoint.js';

/** Up to here a missing account for Basic lets a tag go on to http (run: 20.10.24; moby `distribution/pull_v2.go`: allowV1Fallback). */
const NO_FALLBACK_SINCE = '23.0';

/** One pull by the graphdriver store. */
export interface LegacyPull extends LegacyRequest {
  readonly version: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly platform: Platform;
}

/** A mirror asked before Docker Hub; who decides on its security is the caller. */
export type MirrorPlan = (mirror: string, plan: (insecure: boolean) => PlanNode) => PlanNode;

/**
 * Endpoints in order, each with its own ping (moby `daemon/pkg/registry/service_v2.go`: lookupV2Endpoints, `daemon/internal/distribution/pull.go`): mirrors of
 * Docker Hub, https, and http of the same port where the registry is insecure; the last failure is told. Once https has answered, http is not tried.
 */
export function legacyPull(
  pull: LegacyPull,
  insecure: boolean,
  mirrors: readonly string[],
  securityOf: MirrorPlan,
): PlanNode {
  const own = pull.registry === 'docker.io' ? HUB : pull.registry;
  const options = [
    ...mirrors.map((mirror) =>
      securityOf(mirror, (open) => fetched(pull, { base: mirror.replace(/\/$/, ''), insecure: open }, false)),
    ),
    fetched(pull, { base: `https://${own}`, insecure }, true),
    ...(insecure ? [fetched(pull, { base: `http://${own}`, insecure }, true)] : []),
  ];
  const [only] = options;
  if (options.length === 1 && only !== undefined && only.kind === 'stop') return only;
  return { kind: 'oneOf', label: 'endpoints', moveOn: ANY_FAILURE, report: 'last', options };
}

/** @param final a failure after the ping is not made good by another scheme of the same host. */
function fetched(pull: LegacyPull, endpoint: Endpoint, final: boolean): PlanNode {
  const transport = endpointTransport(pull, endpoint);
  if ('stop' in transport) return transport.stop;
  const { repository, tag, digest, version } = pull;
  const url = `${endpoint.base}/v2/${repository}/manifests/${digest ?? tag ?? 'latest'}`;
  const manifest = requestNode(pull, 'manifest', 'GET', url, transport);
  // A failed HEAD is made good by the GET; a digest needs none.
  const head: RequestNode[] = digest === null ? [{ ...manifest, method: 'HEAD', success: 'any' }] : [];
  const get: PlanNode = {
    kind: 'follow',
    what: 'index',
    first: { ...manifest, byDigest: true, manifests: dockerManifests(version) },
    platform: pull.platform,
  };
  const goesOn = digest === null && !versionAtLeast(version, NO_FALLBACK_SINCE);
  const commit = !final ? undefined : goesOn ? 'unless-credential-missing' : true;
  const blobs = pulledBlobs(requestNode(pull, 'blob', 'GET', `${endpoint.base}/v2/${repository}/blobs/`, transport));
  const then: PlanNode = { kind: 'sequence', steps: [...head, get, ...blobs] };
  return pinged(pull, endpoint.base, transport, [`repository:${repository}:pull`], then, commit);
}
