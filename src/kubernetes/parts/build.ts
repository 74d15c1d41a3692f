import type { PodParts } from '../pod-parts.js';

/** Where buildah and podman keep images as root (`graphroot`, `runroot` aside). */
const STORAGE = '/var/lib/containers';

/**
 * What buildah and podman need to build as root without `privileged`: user namespaces (seccomp RuntimeDefault and AppArmor forbid them), a file system
 * under the storage that native overlay works on (an emptyDir; not the container's own overlay), and SETFCAP, which CRI-O leaves out and mapping root into
 * a user namespace needs since Linux 5.12.
 */
export const BUILD_PARTS: PodParts = {
  pod: { automountServiceAccountToken: false, volumes: [{ name: 'storage', emptyDir: {} }] },
  container: {
    securityContext: {
      seccompProfile: { type: 'Unconfined' },
      appArmorProfile: { type: 'Unconfined' },
      capabilities: { add: ['SETFCAP'] },
    },
    volumeMounts: [{ name: 'storage', mountPath: STORAGE }],
  },
};
