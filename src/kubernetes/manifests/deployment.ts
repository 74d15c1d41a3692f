import { metadata } from './labels.js';

/** Seconds after which the Deployment counts as failed: longer than the kubelet's first pauses between pulls (10, 20, 40 s). */
const PROGRESS_SECONDS = 120;

/** A Deployment that runs the image itself, so that a kubelet must pull it: `Always`, or a copy on the node would do. */
export function deploymentManifest(request: {
  readonly name: string;
  readonly reference: string;
  readonly namespace: string | null;
  readonly node: string | null;
  readonly secret: string | null;
}): object {
  const labels = { 'app.kubernetes.io/name': request.name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...metadata(request.name, request.namespace), labels },
    spec: {
      replicas: 1,
      progressDeadlineSeconds: PROGRESS_SECONDS,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 0,
          ...(request.node === null ? {} : { nodeName: request.node }),
          ...(request.secret === null ? {} : { imagePullSecrets: [{ name: request.secret }] }),
          containers: [{ name: request.name, image: request.reference, imagePullPolicy: 'Always' }],
        },
      },
    },
  };
}
