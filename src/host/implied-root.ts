import { isInContainer, type OwnSurroundings } from './in-pod.js';
import { mountOver, mountsOf } from './mounts.js';

/** Where the pods of `kubectl debug node/NODE`, and everybody's manifests, mount the node's disk. */
export const NODE_DISK = '/host';

/** Directories that a node has and an image's empty /host has not; one of them beside /host/etc is enough. */
const NODE_PLACES = [
  '/proc/1',
  '/var/lib/kubelet',
  '/etc/kubernetes',
  '/etc/containerd',
  '/etc/crio',
  '/etc/rancher',
  '/etc/k0s',
  '/run/containerd',
  '/run/systemd/system',
];

/**
 * Whether a node's disk is mounted under /host: this process is in a container, a file system of its own is mounted there, and it holds an
 * operating system with what only a machine has. An empty directory is none.
 */
export function hasNodeDisk(surroundings: OwnSurroundings): boolean {
  const { ownFiles } = surroundings;
  if (!isInContainer(surroundings)) return false;
  const etc = ownFiles.list(`${NODE_DISK}/etc`);
  if (etc.kind !== 'directory' || !etc.names.includes('os-release')) return false;
  if (!NODE_PLACES.some((place) => ownFiles.list(`${NODE_DISK}${place}`).kind === 'directory')) return false;
  return mountOver(`${NODE_DISK}/etc`, mountsOf(ownFiles))?.point.startsWith(NODE_DISK) === true;
}

/** Whether what is mounted under a root can't be written to from here, by its /etc: that is where fixes go. */
export function isReadOnlyRoot(root: string, { ownFiles }: Pick<OwnSurroundings, 'ownFiles'>): boolean {
  const base = root.replace(/\/+$/, '');
  return mountOver(`${base}/etc`, mountsOf(ownFiles))?.readOnly === true;
}
