import type { Built } from './built.js';
import { requestNode } from './endpoint.js';
import { physicalEndpoint } from './physical.js';
import { findRegistry } from './registries/match.js';
import type { PullReference } from './registries/pull-sources.js';
import { withRetries } from './retry.js';
import type { ToolRun } from './run.js';
import { verificationFor } from './verification.js';

/**
 * A push, up to an upload session that is cancelled at once (containers/image `docker/docker_image_dest.go`). The name goes as it is written:
 * no rewriting, no mirrors; registries.conf only says whether it is insecure or blocked.
 */
export function planPush(run: ToolRun, name: PullReference): Built {
  const { registry, repository } = name;
  const verification = verificationFor(run, registry, 'copy');
  if (verification.kind === 'stop') return verification.stop;
  const entry = findRegistry(run.config, `${registry}/${repository}`);
  const skip = verification.kind === 'decided' ? verification.skip : null;
  const fromConfig = entry?.insecure === true ? [entry.insecureSource ?? entry.source] : [];
  const built = physicalEndpoint(run, {
    registry,
    repository,
    logicalRegistry: registry,
    skipVerify: skip ?? entry?.insecure ?? false,
    skipVerifySources: skip === null || verification.kind !== 'decided' ? fromConfig : verification.sources,
    scopes: [`repository:${repository}:pull,push`],
    login: false,
    afterPing: (base, transport) => ({
      kind: 'follow',
      what: 'location',
      first: requestNode('upload', 'POST', `${base}/v2/${repository}/blobs/uploads/`, transport, [202], []),
      // `docker/docker_image_dest.go`: PutBlobWithOptions, where the address is resolved and authorized as any other.
      carriesAuthorization: true,
    }),
  });
  return { ...built, node: withRetries(run.host, run.features, built.node) };
}
