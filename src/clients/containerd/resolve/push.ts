import type { PlanNode } from '../../../plan/nodes.js';
import { stop, unusable } from '../resolve.js';
import { type Endpoint, overSchemes, requestTo } from './asking.js';
import { challengeRule } from './challenge.js';
import type { ResolveRequest } from './request.js';

/** Digest of `{}`, the empty configuration: stands for a blob of the image, whose digests nobody knows before it is built. */
const SOME_BLOB = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';

/**
 * A push, up to an upload session that is cancelled at once: of the hosts that may be pushed to only the first is asked whether it has a blob, and
 * for an upload (containerd `core/remotes/docker/pusher.go`: push). No other host takes over.
 */
export function pushTo(request: ResolveRequest): PlanNode {
  const stopped = unusable(request);
  if (stopped !== null) return stopped;
  const first = request.hosts.find(({ pushes }) => pushes !== false);
  if (first === undefined) return stop('no push hosts: not found', request);
  return overSchemes(request, first, true, uploaded);
}

function uploaded(endpoint: Endpoint): PlanNode {
  const { request, host, transport } = endpoint;
  const rule = challengeRule(request, host.host, transport, 'pull,push');
  // A blob that is missing is the usual case.
  const exists = requestTo(endpoint, 'blob', 'HEAD', `blobs/${SOME_BLOB}`, [200, 404]);
  const upload = requestTo(endpoint, 'upload', 'POST', 'blobs/uploads/', [200, 202, 204]);
  return {
    kind: 'sequence',
    steps: [
      { kind: 'follow', what: 'challenge', on: 'answer', first: exists, rule, then: null },
      { kind: 'follow', what: 'location', first: upload, rule },
    ],
  };
}
