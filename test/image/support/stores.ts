import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Namespace } from '../../conformance/rig/namespace.js';
import { PrivateDaemon } from '../../conformance/rig/private-daemon.js';

/** A daemon that keeps images, and its command-line program. */
export interface Store {
  /** Runs docker or `ctr -n k8s.io` with these words; throws unless it exits 0. Gives its stdout. */
  run(...args: readonly string[]): Promise<string>;
  /** Ends the daemon. */
  end(): Promise<void>;
}

/** Starts one of them in a namespace with all its files below `directory`; sockets lie in the namespace's own /run. */
export async function startStore(node: Namespace, kind: 'containerd' | 'dockerd', directory: string): Promise<Store> {
  await mkdir(directory, { recursive: true });
  const root = join(directory, 'root');
  const socket = `/run/${kind}.sock`;
  const [daemon, ready] =
    kind === 'containerd'
      ? ([
          ['containerd', '--root', root, '--state', '/run/containerd', '--address', socket],
          /successfully booted/,
        ] as const)
      : ([
          ['dockerd', '--data-root', root, '--host', `unix://${socket}`, '--bridge=none', '--iptables=false'],
          /API listen on/,
        ] as const);
  const started = await PrivateDaemon.start(node, kind, daemon, ready);
  if (started === null) throw new Error(`${kind} does not start`);
  const client =
    kind === 'containerd' ? ['ctr', '--address', socket, '-n', 'k8s.io'] : ['docker', '-H', `unix://${socket}`];
  return {
    run: (...args) => node.mustRun('env', ['HOME=/root', ...client, ...args]),
    end: () => started.stop(),
  };
}
