import type { HostFiles } from './host.js';

/** What tells where this process runs: its own environment and its own `/`, also where another root is looked at. */
export interface OwnSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly ownFiles: HostFiles;
}

/** First line of the hosts file that the kubelet writes for every pod (kubernetes `pkg/kubelet/kubelet_pods.go`: managedHostsHeader). */
const MANAGED_HOSTS = /^# Kubernetes-managed hosts file( \(host network\))?\.\n/;
/** Files that Docker and Podman leave in a container's root. */
const CONTAINER_MARKS = ['/.dockerenv', '/run/.containerenv'];

/** Whether this process runs in a pod. The variable is set for every container, also where no service account is mounted. */
export function isInPod({ environment, ownFiles }: OwnSurroundings): boolean {
  return (
    environment.KUBERNETES_SERVICE_HOST !== undefined ||
    ownFiles.list('/var/run/secrets/kubernetes.io').kind !== 'absent' ||
    managedHosts(ownFiles) !== null
  );
}

/** Whether this process runs in a container of any kind: a pod's, Docker's, Podman's, systemd-nspawn's. */
export function isInContainer({ environment, ownFiles }: OwnSurroundings): boolean {
  return (
    isInPod({ environment, ownFiles }) ||
    (environment['container'] ?? '') !== '' ||
    CONTAINER_MARKS.some((path) => ownFiles.read(path).kind !== 'absent')
  );
}

/** Which network the kubelet says this pod has, by the first line of its hosts file; null where no kubelet wrote it. */
export function managedHosts(ownFiles: HostFiles): 'node' | 'pod' | null {
  const read = ownFiles.read('/etc/hosts');
  const found = read.kind === 'file' ? MANAGED_HOSTS.exec(read.text) : null;
  if (found === null) return null;
  return found[1] === undefined ? 'pod' : 'node';
}
