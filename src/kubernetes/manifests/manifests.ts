import { stringify } from 'yaml';
import { isPodKind, type KindName } from '../kinds.js';
import type { PodRequest } from '../request.js';
import { daemonSetManifest } from './daemon-set.js';
import { deploymentManifest } from './deployment.js';
import { jobManifest } from './job.js';
import { namespaceManifest } from './namespace.js';
import { podManifest } from './pod.js';
import { rbacManifests } from './rbac.js';

/** Kinds that are printed as YAML. */
export type ManifestKind = Exclude<KindName, 'debug-node' | 'debug-pod'>;

/** The namespace of the kinds that need one of their own, where none was named. */
export const OWN_NAMESPACE = 'regdoctor';

/** The objects of a kind. A Deployment runs the reference, so there it must be one. */
export function objectsOf(kind: ManifestKind, request: PodRequest): readonly object[] {
  if (isPodKind(kind)) return [podManifest(kind, request)];
  const namespace = request.namespace ?? OWN_NAMESPACE;
  switch (kind) {
    case 'job':
      return [jobManifest(request)];
    case 'daemonset':
      return [daemonSetManifest(request)];
    case 'deployment':
      return [
        deploymentManifest({
          ...request,
          name: `${request.name}-try`,
          reference: request.runs.kind === 'check' ? request.runs.reference : request.image,
        }),
      ];
    case 'rbac':
      return rbacManifests(request.name, namespace);
    case 'namespace':
      return [namespaceManifest(namespace)];
  }
}

/** Objects as YAML documents. */
export function yamlOf(objects: readonly object[]): string {
  return objects.map((object) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n');
}
