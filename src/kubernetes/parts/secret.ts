import type { PodParts } from '../pod-parts.js';

/** The pull secret as a file: what `REGISTRY_AUTH_FILE` and regdoctor's `--dockerconfigjson` name. */
export const AUTH_FILE = '/auth/config.json';

/**
 * A pull secret (type kubernetes.io/dockerconfigjson) mounted as a file. No right to read secrets is needed, and it works in restricted namespaces. skopeo,
 * buildah and podman obey the variable (containers-auth.json(5)).
 */
export function withSecret(secret: string): PodParts {
  return {
    pod: {
      volumes: [
        { name: 'auth', secret: { secretName: secret, items: [{ key: '.dockerconfigjson', path: 'config.json' }] } },
      ],
    },
    container: {
      env: [{ name: 'REGISTRY_AUTH_FILE', value: AUTH_FILE }],
      volumeMounts: [{ name: 'auth', mountPath: '/auth', readOnly: true }],
    },
  };
}
