import type { PodParts } from '../pod-parts.js';

/** Where the node's disk is seen in the pod; regdoctor's `--root`. */
export const NODE_ROOT = '/host';

/**
 * The node's view: its network, its resolver (dnsPolicy Default is what the kubelet itself uses), its disk read-only under /host. Root that may read
 * everything and change nothing. `/` itself is mounted, since a container runtime makes a missing hostPath of its own; `IfPossible` makes what is
 * mounted below read-only too where node and runtime can.
 */
export const NODE_PARTS: PodParts = {
  pod: {
    hostNetwork: true,
    dnsPolicy: 'Default',
    tolerations: [{ operator: 'Exists' }],
    automountServiceAccountToken: false,
    volumes: [{ name: 'host', hostPath: { path: '/', type: 'Directory' } }],
  },
  container: {
    env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
    securityContext: {
      runAsUser: 0,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['DAC_READ_SEARCH'] },
    },
    volumeMounts: [
      {
        name: 'host',
        mountPath: NODE_ROOT,
        readOnly: true,
        recursiveReadOnly: 'IfPossible',
        mountPropagation: 'None',
      },
    ],
  },
};
