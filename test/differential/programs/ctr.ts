import type { World } from '../world/world.js';
import { freshContainerd } from './containerd-daemon.js';
import { type Program, pulledBy } from './program.js';

const sockets = new WeakMap<World, string>();

/** `ctr images pull`: containerd's own command line, which resolves and fetches by itself. */
export const CTR: Program = {
  pools: true,
  prepare: async (world) => {
    const socket = await freshContainerd(world);
    if (socket === null) return false;
    sockets.set(world, socket);
    return true;
  },
  pull: async (world, one, limitMs) => {
    const user = one.credentials === null ? [] : ['--user', one.credentials];
    const verify = one.tlsVerify === false ? ['--skip-verify'] : [];
    const pull = ['images', 'pull', '--snapshotter', 'native', ...user, ...verify, one.reference];
    const args = ['--address', sockets.get(world) ?? '', ...pull];
    return pulledBy(await world.host.run('ctr', args, { env: one.environment, timeoutMs: limitMs }));
  },
};
