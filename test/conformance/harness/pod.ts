import { dirname, join } from 'node:path';
import type { CommandResult } from '../rig/command.js';
import { PROGRAM_DIRECTORY } from '../rig/regdoctor.js';
import type { Rig } from '../rig/rig.js';

/** Where the pod's own `/` and the node's disk lie in the namespace of the client, whose /run is its own. */
const POD = '/run/pod';
const NODE = '/run/node';

/** What is in a pod that has its node's disk under /host, or has not. Paths are absolute as each machine sees them. */
export interface PodSetup {
  /** Files of the container itself. */
  readonly own: Readonly<Record<string, string>>;
  /** Files of the node; null: /host is the image's own empty directory. */
  readonly node: Readonly<Record<string, string>> | null;
  readonly readOnly?: boolean;
}

/** A container's own root in the network of a case, made of mounts alone: the machine's programs, files of its own, the node's disk. */
export class Pod {
  readonly #rig: Rig;

  private constructor(rig: Rig) {
    this.#rig = rig;
  }

  static async start(rig: Rig, setup: PodSetup): Promise<Pod> {
    const shown = [dirname(process.execPath), join(rig.shared, PROGRAM_DIRECTORY)];
    await rig.network.client.mustRun('sh', ['-ec', scriptFor(shown, setup)]);
    const pod = new Pod(rig);
    await pod.#write(POD, { '/dev/termination-log': '', ...setup.own });
    if (setup.node !== null) await pod.#write(NODE, setup.node);
    return pod;
  }

  /** Runs regdoctor in the pod as `kubectl run` would: no shell, Kubernetes' own variables only. After `interruptMs` it is interrupted as by Ctrl-C. */
  async regdoctor(
    args: readonly string[],
    { interruptMs }: { readonly interruptMs?: number } = {},
  ): Promise<CommandResult> {
    const program = [process.execPath, join(this.#rig.shared, PROGRAM_DIRECTORY, 'bin/run.js'), ...args];
    const command =
      interruptMs === undefined ? program : ['timeout', '-s', 'INT', String(interruptMs / 1000), ...program];
    return this.#rig.network.client.run('chroot', [POD, ...command], {
      env: { HOME: '/root', HOSTNAME: 'regdoctor', KUBERNETES_SERVICE_HOST: '10.96.0.1' },
    });
  }

  /** A file of the pod, as text. */
  read(path: string): Promise<string> {
    return this.#rig.network.client.mustRun('cat', [`${POD}${path}`]);
  }

  /** Pastes lines into a shell of root on the node, whose /etc is that of the node's disk. */
  async pasteOnNode(lines: string): Promise<void> {
    const script = `mount --bind ${NODE}/etc /etc && exec sh -es`;
    await this.#rig.network.client.mustRun('unshare', ['--mount', 'sh', '-ec', script], `${lines}\n`);
  }

  async #write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files))
      await this.#rig.network.client.mustRun(
        'sh',
        ['-ec', `mkdir -p "$(dirname "$1")" && cat > "$1"`, 'sh', `${root}${path}`],
        text,
      );
  }
}

/** Mounts for the pod's root; the node's disk is a file system of its own. */
function scriptFor(shown: readonly string[], { node, readOnly = true }: PodSetup): string {
  return `
mkdir -p ${POD} ${NODE}
mount -t tmpfs tmpfs ${POD}
mount -t tmpfs tmpfs ${NODE}
cd ${POD}
mkdir -p usr etc proc sys dev tmp root run host var/tmp
mount --rbind /usr usr
for name in bin sbin lib lib64; do [ ! -L /$name ] || ln -s "$(readlink /$name)" $name; done
mount -t proc proc proc
cp -a /etc/passwd /etc/group /etc/ssl etc/
for device in null zero urandom; do touch dev/$device && mount --bind /dev/$device dev/$device; done
${shown.map((path) => `mkdir -p ".${path}" && mount --rbind "${path}" ".${path}"`).join('\n')}
${node === null ? '' : `mount --bind ${NODE} host\n${readOnly ? 'mount -o remount,bind,ro host' : ''}`}
`;
}
