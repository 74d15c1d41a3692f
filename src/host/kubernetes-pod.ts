import type { HostFiles } from './host.js';
import { isInPod, managedHosts, type OwnSurroundings } from './in-pod.js';
import { serviceAccountClaims } from './service-account-token.js';

/** The pod that this process runs in, as far as it shows from inside. Null: it doesn't show. */
export interface KubernetesPod {
  readonly namespace: string | null;
  readonly pod: string | null;
  readonly serviceAccount: string | null;
  readonly node: string | null;
  readonly hostNetwork: 'yes' | 'no' | 'unknown';
}

/** Where the kubelet mounts the token, unless the pod sets `automountServiceAccountToken: false`. */
const MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
/** A DNS subdomain (RFC 1123), as the API server takes names of pods, nodes, namespaces and service accounts. */
const NAME = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;

/**
 * The pod around this process; null outside of Kubernetes. What the pod's spec hands down in variables (`POD_NAMESPACE`, `POD_NAME`, `NODE_NAME`,
 * `SERVICE_ACCOUNT`) goes first, then what is mounted; the token is looked into for names and never kept.
 */
export function kubernetesPod(surroundings: OwnSurroundings, network: 'pod' | 'node' | 'host'): KubernetesPod | null {
  if (!isInPod(surroundings)) return null;
  const { environment, ownFiles } = surroundings;
  const claims = serviceAccountClaims(textOf(ownFiles, `${MOUNT}/token`) ?? '');
  const written = managedHosts(ownFiles) ?? (network === 'node' ? 'node' : null);
  return {
    namespace: firstName(
      environment['POD_NAMESPACE'],
      textOf(ownFiles, `${MOUNT}/namespace`),
      claims.namespace,
      searchedNamespace(ownFiles),
    ),
    // With hostNetwork the host name is the node's.
    pod: firstName(environment['POD_NAME'], claims.pod, written === 'pod' ? environment['HOSTNAME'] : null),
    serviceAccount: firstName(environment['SERVICE_ACCOUNT'], claims.serviceAccount),
    node: firstName(environment['NODE_NAME'], claims.node),
    hostNetwork: written === null ? 'unknown' : written === 'node' ? 'yes' : 'no',
  };
}

/** The namespace is the first search domain of a pod that asks the cluster's DNS (`NAMESPACE.svc.cluster.local`). */
function searchedNamespace(ownFiles: HostFiles): string | null {
  const text = textOf(ownFiles, '/etc/resolv.conf') ?? '';
  return /^search[ \t]+([^ \t.]+)\.svc\.\S/m.exec(text)?.[1] ?? null;
}

function firstName(...found: readonly (string | null | undefined)[]): string | null {
  return found.map((text) => text?.trim() ?? '').find((text) => NAME.test(text)) ?? null;
}

function textOf(files: HostFiles, path: string): string | null {
  const read = files.read(path);
  return read.kind === 'file' ? read.text : null;
}
