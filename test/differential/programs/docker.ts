import { BLOBS, MANIFESTS } from '../recorder/image.js';
import { machineFile } from '../world/machine-files.js';
import type { World } from '../world/world.js';
import { freshContainerd } from './containerd-daemon.js';
import { endDaemon, keepDaemon, runningWith, startDaemon } from './daemons.js';
import { type Program, pulledBy } from './program.js';

const STARTED = /API listen on/;
const PLACE = '/run/d';
const HOST = `unix://${PLACE}/s`;

/** docker against a dockerd of its own, restarted where daemon.json changed; dockerd reads certs.d at every pull. */
export const DOCKER: Program = {
  pools: true,
  prepare: async (world) => {
    const configuration = (await machineFile(world.machine, '/etc/docker/daemon.json')) ?? '';
    const runs = runningWith(world, 'dockerd', configuration);
    if (runs) await forgetImages(world);
    // dockerd keeps manifests in containerd's store, also beyond its own life, and asks for none that is there.
    await forgetContent(world);
    return runs || start(world, configuration);
  },
  pull: async (world, one, limitMs) =>
    pulledBy(await docker(world, ['pull', one.reference], { env: one.environment, timeoutMs: limitMs })),
};

async function start(world: World, configuration: string): Promise<boolean> {
  await endDaemon(world, 'dockerd');
  const known = world.daemons.has('containerd') ? containerdSockets.get(world) : undefined;
  const containerd = known ?? (await freshContainerd(world));
  if (containerd === null) throw new Error('no containerd for dockerd');
  containerdSockets.set(world, containerd);
  await world.host.remove(PLACE);
  const places = ['--data-root', `${PLACE}/r`, '--exec-root', `${PLACE}/t`, '--pidfile', `${PLACE}/pid`];
  const network = ['--bridge=none', '--iptables=false', '--ip6tables=false', '--storage-driver=vfs'];
  const command = ['dockerd', '--host', HOST, '--containerd', containerd, ...places, ...network] as const;
  await world.machine.mustRun('mkdir', ['-p', PLACE]);
  const daemon = await startDaemon(world, [...command] as [string, ...string[]], STARTED);
  if (daemon === null) return false;
  keepDaemon(world, 'dockerd', daemon, configuration);
  return true;
}

const containerdSockets = new WeakMap<World, string>();

async function forgetImages(world: World): Promise<void> {
  const { stdout } = await docker(world, ['images', '--quiet', '--no-trunc'], {});
  const ids = [...new Set(stdout.split('\n').filter((line) => line !== ''))];
  if (ids.length > 0) await docker(world, ['rmi', '--force', ...ids], {});
}

async function forgetContent(world: World): Promise<void> {
  const socket = containerdSockets.get(world);
  if (socket === undefined) return;
  const kept = [...MANIFESTS, ...BLOBS].map(({ digest }) => digest);
  await world.host.run('ctr', ['--address', socket, '--namespace', 'moby', 'content', 'rm', ...kept]);
}

function docker(
  world: World,
  args: readonly string[],
  options: { env?: Readonly<Record<string, string>>; timeoutMs?: number },
) {
  return world.host.run('docker', ['--host', HOST, ...args], options);
}
