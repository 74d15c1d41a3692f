import { ANY_FAILURE } from '../../../plan/failure.js';
import type { PlanNode } from '../../../plan/nodes.js';
import { endpointTransport, HUB, type LegacyRequest, pinged, requestNode } from './endpoint.js';

/**
 * A push up to an upload session that is cancelled at once (moby `daemon/internal/distribution/push.go`): the endpoints of a pull without mirrors;
 * http only where https brought no answer.
 */
export function legacyPush(request: LegacyRequest, repository: string, insecure: boolean): PlanNode {
  const own = request.registry === 'docker.io' ? HUB : request.registry;
  const options = (insecure ? ['https', 'http'] : ['https']).map((scheme) =>
    uploaded(request, `${scheme}://${own}`, repository, insecure),
  );
  const [only] = options;
  if (options.length === 1 && only !== undefined && only.kind === 'stop') return only;
  return { kind: 'oneOf', label: 'endpoints', moveOn: ANY_FAILURE, report: 'last', options };
}

function uploaded(request: LegacyRequest, base: string, repository: string, insecure: boolean): PlanNode {
  const transport = endpointTransport(request, { base, insecure });
  if ('stop' in transport) return transport.stop;
  const upload = {
    ...requestNode(request, 'upload', 'POST', `${base}/v2/${repository}/blobs/uploads/`, transport),
    success: [202],
  };
  const then: PlanNode = { kind: 'follow', what: 'location', first: upload };
  return pinged(request, base, transport, [`repository:${repository}:pull,push`], then, true);
}
