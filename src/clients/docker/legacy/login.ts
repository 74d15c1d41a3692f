import { ANY_FAILURE } from '../../../plan/failure.js';
import type { PlanNode } from '../../../plan/nodes.js';
import { versionAtLeast } from '../../version.js';
import { endpointTransport, HUB, type LegacyRequest, PING_MS, pinged, requestNode } from './endpoint.js';

/** From here on only an account that the token server refuses ends it; before, any answer to the ping did. */
const GOES_ON_SINCE = '23.0';

/**
 * `docker login`, by the old registry service whatever the image store is (moby `daemon/pkg/registry/service.go`: Auth, `auth.go`: loginV2): https, then http
 * where the registry is insecure; `/v2/` with the account must answer 200. hosts.toml and mirrors have no part in it.
 */
export function legacyLogin(request: LegacyRequest, version: string, insecure: boolean): PlanNode {
  const own = request.registry === 'docker.io' ? HUB : request.registry;
  const options = (insecure ? ['https', 'http'] : ['https']).map((scheme): PlanNode => {
    const base = `${scheme}://${own}`;
    const transport = endpointTransport(request, { base, insecure });
    if ('stop' in transport) return transport.stop;
    const asked = requestNode(request, 'login', 'GET', `${base}/v2/`, { ...transport, overallMs: PING_MS });
    return pinged(request, base, transport, [], asked, versionAtLeast(version, GOES_ON_SINCE) ? undefined : true);
  });
  const [only] = options;
  if (options.length === 1 && only !== undefined && only.kind === 'stop') return only;
  // A 401 of the token server is final; the registry's own 401 isn't.
  return {
    kind: 'oneOf',
    label: 'endpoints',
    moveOn: { ...ANY_FAILURE, exceptCodes: ['UNAUTHORIZED'] },
    report: 'last',
    options,
  };
}
