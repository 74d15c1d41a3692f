import { statSync } from 'node:fs';
import { findProgram } from '../host/find-program.js';
import { buildahPull, type CommandLine, podmanPull, type RealPull, skopeoCopy } from './command-lines.js';
import { CRI_SOCKETS, type CrictlLines, crictlLines } from './crictl.js';
import type { ProgramCall } from './run-program.js';

export type { RealPull } from './command-lines.js';

/** A real program that can pull: buildah, podman, skopeo without changing the machine, crictl into the storage of a node. */
export interface RealClient {
  /** Name as in the catalogue of clients. */
  readonly name: string;
  /** Absolute path of the program. */
  readonly program: string;
  /** The run that shows what the client does, with its own log of requests where it has one. A tool writes to `pull.scratch` alone. */
  pull(pull: RealPull): Pick<ProgramCall, 'program' | 'parameters' | 'environment'>;
  /** Left out for tools. The pull stays in a runtime's storage: how to ask for it and how to remove it. */
  readonly stored?: Omit<CrictlLines, 'pull'>;
}

const COMMAND_LINES: Readonly<Record<string, (pull: RealPull) => CommandLine>> = {
  buildah: buildahPull,
  podman: podmanPull,
  skopeo: skopeoCopy,
};

/** The tools (buildah, podman, skopeo) on this process's PATH, in the order in which reports show them. Looks, and runs nothing. */
export function realClients(): readonly RealClient[] {
  return Object.entries(COMMAND_LINES).flatMap(([name, commandLine]) => {
    const program = findProgram(name);
    return program === null ? [] : [{ name, program, pull: (pull) => ({ program, ...commandLine(pull) }) }];
  });
}

/**
 * The runtimes that a crictl on the PATH can ask: those whose socket is there. Looks, and runs nothing.
 * @param root where the looked-at machine's `/` is mounted: its runtime reads its files.
 */
export function realRuntimes(root: string): readonly RealClient[] {
  const program = findProgram('crictl');
  if (program === null) return [];
  return CRI_SOCKETS.flatMap(({ path, clients }) => {
    const socket = `${root.replace(/\/$/, '')}${path}`;
    if (!isSocket(socket)) return [];
    const { pull, ...stored } = crictlLines(program, socket);
    return clients.map((name) => ({ name, program, pull: ({ reference }: RealPull) => pull(reference), stored }));
  });
}

function isSocket(path: string): boolean {
  try {
    return statSync(path).isSocket();
  } catch {
    // Not there, or not ours to see.
    return false;
  }
}
