import type { Host } from '../host/host.js';

/** How a daemon is started. */
export interface Daemon {
  /** Names of its process, most telling first: `['k3s-server', 'k3s-agent', 'k3s']`. */
  readonly processes: readonly string[];
  /** systemd units without `.service`. */
  readonly units: readonly string[];
}

/**
 * The host as a daemon sees it: its own environment instead of the shell's. The running process decides; else the unit's files say what it
 * will be started with. Only the process is looked at so far.
 */
export function daemonHost(host: Host, { processes }: Daemon): Host {
  const running = host.processes.find(({ name, environment }) => processes.includes(name) && environment !== null);
  return { ...host, environment: running?.environment ?? {} };
}
