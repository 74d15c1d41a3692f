import type { Host } from '../../host/host.js';
import type { Remedy } from '../client.js';

/** Told with every change on a node of kind, which is a container (kubernetes-sigs/kind `images/base`: /kind is there in every node image). */
const KIND_PROSE =
  'this is a node of kind: copy the files into each node (docker cp, names from kind get nodes); a new cluster begins without them unless its configuration mounts them (extraMounts)';

/** The remedy, with what must be known on a node of kind. */
export function forKindNode(host: Host, remedy: Remedy): Remedy {
  if (host.files.read('/kind/version').kind !== 'file') return remedy;
  return { ...remedy, prose: [...remedy.prose, KIND_PROSE] };
}
