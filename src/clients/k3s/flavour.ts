import type { Daemon } from '../daemon-host.js';

/** The two distributions with the same agent (rke2 imports k3s' packages), and where theirs differ. */
export interface Flavour {
  readonly client: 'k3s' | 'rke2';
  /** Directory of config.yaml and registries.yaml. */
  readonly configDirectory: string;
  /** Where the agent writes containerd's files unless `data-dir` says otherwise. */
  readonly dataDirectory: string;
  readonly daemon: Daemon;
  /** Where the embedded mirror listens (k3s `pkg/spegel`: InternalAddress and the supervisor's port). */
  readonly embeddedMirror: string;
}

export const K3S_FLAVOUR: Flavour = {
  client: 'k3s',
  configDirectory: '/etc/rancher/k3s',
  dataDirectory: '/var/lib/rancher/k3s',
  daemon: { processes: ['k3s-server', 'k3s-agent', 'k3s'], units: ['k3s', 'k3s-agent'], starts: 'k3s' },
  embeddedMirror: '127.0.0.1:6443',
};

export const RKE2_FLAVOUR: Flavour = {
  client: 'rke2',
  configDirectory: '/etc/rancher/rke2',
  dataDirectory: '/var/lib/rancher/rke2',
  daemon: { processes: ['rke2'], units: ['rke2-server', 'rke2-agent'], starts: 'k3s' },
  embeddedMirror: '127.0.0.1:9345',
};
