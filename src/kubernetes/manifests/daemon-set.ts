import { shellWords } from '../../text/shell.js';
import { partsOf } from '../parts-of.js';
import { commandOf, type PodRequest } from '../request.js';
import { LABELS, metadata } from './labels.js';

/** A check needs a tenth of a processor for moments; what it may take at most is far above what it was seen to take. */
const RESOURCES = { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '512Mi' } };

/** The view of every node: each pod says what it found once, then stays so that its log can be read. Deleted by hand. */
export function daemonSetManifest(request: PodRequest): object {
  const { pod, container } = partsOf('node', { node: null, secret: request.secret });
  const words = commandOf(request.runs, { nodeFiles: true, secret: request.secret !== null });
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: metadata(request.name, request.namespace),
    spec: {
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: {
          ...pod,
          terminationGracePeriodSeconds: 0,
          containers: [
            {
              name: request.name,
              image: request.image,
              args: ['sh', '-c', `${shellWords(words)}; echo "exit code $?"; exec sleep infinity`],
              ...container,
              resources: RESOURCES,
            },
          ],
        },
      },
    },
  };
}
