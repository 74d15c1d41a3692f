import type { PodParts } from '../pod-parts.js';

/** The account that the image has beside root. Restricted namespaces need a number: `runAsNonRoot` alone can't be judged by name. */
const IMAGE_USER = 1000;

/** What Pod Security "restricted" asks for, and nothing else (pod-security-admission `policy/check_*.go`). */
export const RESTRICTED_PARTS: PodParts = {
  pod: {
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: IMAGE_USER,
      runAsGroup: IMAGE_USER,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  },
  container: { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
};
