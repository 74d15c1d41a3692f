import type { HostFiles, RunningProcess } from './host.js';

/** Daemons that pull images, and those that start them; everything else on a machine is nobody's business here. */
export const DAEMONS: readonly string[] = [
  'containerd',
  'dockerd',
  'k3s',
  'k3s-server',
  'k3s-agent',
  'rke2',
  'k0s',
  'crio',
  'buildkitd',
  'kubelet',
  'kube-controller-manager',
];

/** The daemons running on a machine, by its /proc, in the order of their process ids. Not read yet: always empty. */
export function runningProcesses(_files: HostFiles): readonly RunningProcess[] {
  return [];
}
