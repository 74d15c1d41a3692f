import type { World } from '../world/world.js';
import { endDaemon, keepDaemon, startDaemon } from './daemons.js';

const STARTED = /containerd successfully booted/;
let generation = 0;

/**
 * Starts a containerd with an empty store and the machine's /etc/containerd/config.toml, after ending the one before: what it has it never
 * asks for again. Gives the path of its socket, or null where it does not start.
 */
export async function freshContainerd(world: World): Promise<string | null> {
  await endDaemon(world, 'containerd');
  await world.host.remove('/run/c');
  generation += 1;
  // Short: a socket's path has 108 characters at most, and it is reached from outside.
  const place = `/run/c/${generation}`;
  const command = ['containerd', '--root', `${place}/r`, '--state', `${place}/t`, '--address', `${place}/s`] as const;
  const daemon = await startDaemon(world, command, STARTED);
  if (daemon === null) return null;
  keepDaemon(world, 'containerd', daemon, place);
  return `${place}/s`;
}
