import type { PodKind } from '../kinds.js';
import { partsOf, seesNodeFiles } from '../parts-of.js';
import { commandOf, type PodRequest } from '../request.js';
import { metadata } from './labels.js';

/** The same pod as that of the line, without a terminal: read it with `kubectl logs`. */
export function podManifest(kind: PodKind, request: PodRequest): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata(request.name, request.namespace),
    spec: podSpec(kind, request),
  };
}

/** `spec` of a pod that runs once. */
export function podSpec(kind: PodKind, request: PodRequest): object {
  const { pod, container } = partsOf(kind, request);
  const words = commandOf(request.runs, { nodeFiles: seesNodeFiles(kind), secret: request.secret !== null });
  return {
    restartPolicy: 'Never',
    ...pod,
    containers: [{ name: request.name, image: request.image, args: words, ...container }],
  };
}
