import type { RequestNode } from '../../plan/nodes.js';
import type { Transport } from '../../plan/transport.js';
import { requestNode } from './endpoint.js';
import type { ToolFeatures } from './versions.js';

/**
 * The configuration and the first layer, where each costs a connection of its own: before image 5.25 a look-up and a connect more each,
 * which a dead first name server makes 5 s longer (measured with buildah 1.28.2: 20.2 s for ping, manifest, configuration, layer). With
 * connections kept they cost nothing here, and there is nothing to add. skopeo is judged as `inspect --no-tags`: no layer.
 * The URL ends before the digest, which no plan knows.
 */
export function blobConnections(
  features: ToolFeatures,
  base: string,
  repository: string,
  transport: Transport,
): RequestNode[] {
  if (transport.keepAlive) return [];
  const blob: RequestNode = {
    ...requestNode('blob', 'GET', `${base}/v2/${repository}/blobs/`, transport, [200], []),
    connectionOnly: true,
  };
  return features.tool === 'skopeo' ? [blob] : [blob, blob];
}
