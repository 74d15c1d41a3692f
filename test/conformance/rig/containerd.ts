import type { Namespace } from './namespace.js';
import { PrivateDaemon } from './private-daemon.js';

const PLACE = '/run/c';
const STARTED = /containerd successfully booted/;

/** The socket of the machine's containerd. Short: a socket's path has 108 characters at most, and it is reached from outside. */
export const CONTAINERD_SOCKET = `${PLACE}/s`;

/** Starts the machine's containerd with its /etc/containerd/config.toml; null where it refuses to start. Its store outlives it. */
export async function startContainerd(machine: Namespace): Promise<PrivateDaemon | null> {
  const places = ['--root', `${PLACE}/r`, '--state', `${PLACE}/t`, '--address', CONTAINERD_SOCKET];
  return PrivateDaemon.start(machine, 'containerd', ['containerd', ...places], STARTED);
}
