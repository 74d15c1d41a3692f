import type { FollowBlobs } from '../../plan/nodes.js';
import type { Transport } from '../../plan/transport.js';
import { requestNode } from './endpoint.js';
import type { ToolFeatures } from './versions.js';

/**
 * The configuration, then the first layer, from the place that gave the manifest (containers/image `copy/single.go`: copySingleImage); before image 5.25
 * over a connection of its own each, which a dead first name server makes 5 s longer (measured with buildah 1.28.2: 20.2 s for ping, manifest,
 * configuration, layer). skopeo is judged as `inspect --no-tags`, which reads the configuration and no layer. Only where images are stored is the
 * configuration's size looked at (`storage/storage_dest.go`: "blob size mismatch"); a layer's isn't. Before image 5.25 no registry code is read in the
 * refusal of a blob, so that it isn't tried again. Run: skopeo 1.9.3, buildah 1.28.2.
 */
export function fetchedBlobs(
  { tool, keepAlive }: ToolFeatures,
  base: string,
  repository: string,
  transport: Transport,
): FollowBlobs {
  const stores = tool !== 'skopeo';
  const blob = requestNode('blob', 'GET', `${base}/v2/${repository}/blobs/`, transport, [200], []);
  return {
    kind: 'follow',
    what: 'blobs',
    takes: stores ? ['configuration', 'layer'] : ['configuration'],
    one: { ...blob, byBlob: true, ...(keepAlive ? {} : { codesUnread: true as const }) },
    ...(stores ? { sizes: ['configuration'] as const } : {}),
  };
}
