import type { Platform } from '../../host/host.js';
import type { PlanNode, RequestNode } from '../../plan/nodes.js';
import type { Operation } from '../client.js';
import { CRANE_MANIFESTS } from '../manifest-types.js';
import type { CraneReference } from './reference.js';

/** Scope of the token for an operation (go-containerregistry `pkg/v1/remote/transport/scope.go`). */
export function scopeFor(operation: Operation, repository: string): string {
  return `repository:${repository}:${operation === 'push' ? 'push,pull' : 'pull'}`;
}

/** What follows the ping: the manifest and its child for the platform with what it names, or the start of an upload (`pkg/v1/remote/write.go`: initiateUpload). */
export function afterPing(
  operation: Operation,
  { repository, tag, digest }: CraneReference,
  platform: Platform,
): (base: string, request: RequestNode) => PlanNode {
  return (base, request) => {
    const path = `${base}/v2/${repository}`;
    if (operation === 'push') {
      const upload: RequestNode = {
        ...request,
        step: 'upload',
        method: 'POST',
        url: `${path}/blobs/uploads/`,
        success: [202],
      };
      return { kind: 'follow', what: 'location', first: upload };
    }
    const url = `${path}/manifests/${digest ?? tag ?? 'latest'}`;
    const manifest: RequestNode = {
      ...request,
      step: 'manifest',
      url,
      accept: 'manifest',
      success: [200],
      manifests: CRANE_MANIFESTS,
    };
    const blob: RequestNode = { ...request, step: 'blob', url: `${path}/blobs/`, success: [200], byBlob: true };
    const takes = ['configuration', 'layer'] as const;
    return {
      kind: 'sequence',
      steps: [
        { kind: 'follow', what: 'index', first: manifest, platform },
        // A Content-Length is compared with the size that the manifest says (`pkg/v1/remote/fetcher.go`: fetchBlob).
        { kind: 'follow', what: 'blobs', takes, sizes: takes, one: blob },
      ],
    };
  };
}
