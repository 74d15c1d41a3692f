import type { Namespace } from './namespace.js';
import { PrivateDaemon } from './private-daemon.js';

const STARTED = /API listen on/;
/** What dockerd says after SIGHUP, whether the file was good or not. */
export const RELOADED = /Reloaded configuration|Got signal to reload configuration/;

/** Sockets and pid file stay where docker looks for them: the machine's /run is its own. Nothing of the host's network is touched. */
const FLAGS = [
  '--data-root=/run/docker-data',
  '--bridge=none',
  '--iptables=false',
  '--ip6tables=false',
  '--storage-driver=vfs',
];

/** Starts the machine's dockerd with its /etc/docker/daemon.json, and the containerd that it brings along; null where it refuses to start. */
export async function startDockerd(machine: Namespace): Promise<PrivateDaemon | null> {
  return PrivateDaemon.start(machine, 'dockerd', ['dockerd', ...FLAGS], STARTED);
}
