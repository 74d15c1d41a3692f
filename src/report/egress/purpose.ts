import type { Plan } from '../../clients/client.js';
import { requestsIn } from '../../findings/transport-of.js';
import type { RequestStep } from '../../plan/nodes.js';
import type { Purpose } from './schema.js';

/** What a request to a host is for, in the eyes of whoever writes the firewall's rule. */
export function purposeOf(step: string, host: string, plan: Plan): Purpose {
  if (step === 'token') return 'tokens';
  if (host === registryHost(plan)) return 'registry';
  if (endpointHosts(plan).includes(host)) return 'mirror';
  if (step === 'blob') return 'blobs';
  return step === 'upload' ? 'uploads' : 'redirects';
}

/** Steps with which a client turns to an endpoint that its configuration names. */
const FIRST_STEPS: readonly RequestStep[] = ['ping', 'manifest', 'login', 'upload'];

function endpointHosts({ root }: Plan): string[] {
  return requestsIn(root).flatMap(({ step, url }) =>
    FIRST_STEPS.includes(step) ? [URL.parse(url)?.hostname ?? ''] : [],
  );
}

/** The host of the reference's own registry; Docker Hub has another name than it is called by. */
function registryHost({ reference }: Plan): string {
  const registry = reference?.registry ?? '';
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  return URL.parse(`https://${host}`)?.hostname ?? host;
}
