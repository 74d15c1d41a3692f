import { pullWith, type RealClient } from '../rig/clients.js';
import type { CommandResult } from '../rig/command.js';
import { CONTAINERD_SOCKET, startContainerd } from '../rig/containerd.js';
import { pullThroughCri } from '../rig/cri.js';
import { RELOADED, startDockerd } from '../rig/docker.js';
import { optionalProgram } from '../rig/optional-programs.js';
import type { PrivateDaemon } from '../rig/private-daemon.js';
import type { Rig } from '../rig/rig.js';
import type { PairClient } from './pair.js';
import { NO_DAEMON, type Pulled, type RealProgram } from './program.js';

/** No port of these cases is silent: a pull that takes longer hangs. */
const LIMIT_MS = 30_000;

const MAKERS: Readonly<Record<PairClient, (rig: Rig) => RealProgram>> = {
  containerd,
  ctr,
  docker,
  buildah: tool('buildah'),
  podman: tool('podman'),
  skopeo: tool('skopeo'),
  crane,
};

/** The real program of a pair. */
export function programOf(client: PairClient, rig: Rig): RealProgram {
  return MAKERS[client](rig);
}

function tool(client: RealClient): (rig: Rig) => RealProgram {
  return ({ host }) => ({
    ...NO_DAEMON,
    pull: async (reference) => pulled(await pullWith(client, reference, host, { timeoutMs: LIMIT_MS })),
  });
}

/** A daemon that is started, told to reload, and started again. */
function daemonOf(
  unit: string,
  start: () => Promise<PrivateDaemon | null>,
  reloaded: RegExp | null,
): Pick<RealProgram, 'start' | 'carryOut'> & { readonly runs: () => boolean } {
  let daemon: PrivateDaemon | null = null;
  return {
    runs: () => daemon !== null,
    start: async () => {
      daemon = await start();
    },
    carryOut: async (asked) => {
      if (asked === `restart ${unit}`) {
        await daemon?.stop();
        daemon = await start();
      } else if (asked === `reload ${unit}` && reloaded !== null && daemon !== null) await daemon.reload(reloaded);
      else throw new Error(`nobody can do here: systemctl ${asked}`);
    },
  };
}

function containerd(rig: Rig): RealProgram {
  const { client: machine } = rig.network;
  const daemon = daemonOf('containerd', () => startContainerd(machine), null);
  return {
    ...daemon,
    pull: async (reference) => {
      if (!daemon.runs()) return { ok: false, said: 'containerd does not start' };
      const error = await pullThroughCri(machine.outside(CONTAINERD_SOCKET), reference, null, LIMIT_MS);
      return { ok: error === null, said: error ?? 'pulled' };
    },
  };
}

/** ctr is a program, yet the images it pulls are kept by a containerd. */
function ctr(rig: Rig): RealProgram {
  return {
    ...daemonOf('containerd', () => startContainerd(rig.network.client), null),
    pull: async (reference, printed) => {
      const command = printed.find((line) => line.startsWith('ctr images pull ')) ?? `ctr images pull ${reference}`;
      const flags = printed.flatMap((line) => /^call ctr with (--\S+) ([^\s:]+)/.exec(line)?.slice(1) ?? []);
      const pull = ['images', 'pull', '--snapshotter', 'native', ...flags, ...command.split(' ').slice(3)];
      return pulled(await rig.host.run('ctr', ['--address', CONTAINERD_SOCKET, ...pull], { timeoutMs: LIMIT_MS }));
    },
  };
}

function docker(rig: Rig): RealProgram {
  return {
    ...daemonOf('docker', () => startDockerd(rig.network.client), RELOADED),
    pull: async (reference) => pulled(await rig.host.run('docker', ['pull', reference], { timeoutMs: LIMIT_MS })),
  };
}

/** A newer build, which not every machine has: `CRANE`. */
export const CRANE = 'crane-0.22.1';

function crane(rig: Rig): RealProgram {
  const place = '/run/rig/crane';
  return {
    ...NO_DAEMON,
    start: async () => rig.host.copyIn(optionalProgram(CRANE) ?? '', place),
    pull: async (reference, printed) => {
      const command = printed.find((line) => line.startsWith('crane ')) ?? `crane pull ${reference} image.tar`;
      return pulled(await rig.host.run(place, command.split(' ').slice(1), { timeoutMs: LIMIT_MS }));
    },
  };
}

function pulled({ code, stdout, stderr }: CommandResult): Pulled {
  return { ok: code === 0, said: `${stdout}${stderr}`.slice(-800) };
}
