import { LABELS } from './labels.js';

/** A namespace that admits hostNetwork and hostPath: who may make pods in it may read its nodes' disks. */
export function namespaceManifest(name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { ...LABELS, 'pod-security.kubernetes.io/enforce': 'privileged' } },
  };
}
