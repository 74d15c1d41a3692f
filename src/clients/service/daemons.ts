import type { Host } from '../../host/host.js';
import { unitEnvironment } from '../../host/systemd-unit.js';
import type { Daemon } from '../daemon-host.js';

/** The daemon behind each client that is one, or asks one, by the client's name. Distributions agree on these names of processes and units. */
export const DAEMON_OF: Readonly<Record<string, Daemon>> = {
  containerd: { processes: ['containerd'], units: ['containerd'] },
  k3s: { processes: ['k3s-server', 'k3s-agent', 'k3s'], units: ['k3s', 'k3s-agent'], starts: 'k3s' },
  rke2: { processes: ['rke2'], units: ['rke2-server', 'rke2-agent'], starts: 'k3s' },
  k0s: { processes: ['k0s'], units: ['k0sworker', 'k0scontroller'], starts: 'k0s' },
  microk8s: { processes: ['containerd'], units: ['snap.microk8s.daemon-containerd'] },
  docker: { processes: ['dockerd'], units: ['docker'] },
  buildkit: { processes: ['buildkitd'], units: ['buildkit', 'buildkitd'] },
  'cri-o': { processes: ['crio', 'cri-o'], units: ['crio'] },
  kubelet: { processes: ['kubelet'], units: ['kubelet'] },
};

/** The systemd unit of a client's daemon on this host, without `.service`: the one that is there, else the customary name; null for programs. */
export function unitOf(client: string, host: Host): { readonly unit: string; readonly exists: boolean } | null {
  const units = DAEMON_OF[client]?.units ?? [];
  const found = units.find((unit) => unitEnvironment(host.files, unit).exists);
  const [first] = units;
  if (found !== undefined) return { unit: found, exists: true };
  return first === undefined ? null : { unit: first, exists: false };
}
