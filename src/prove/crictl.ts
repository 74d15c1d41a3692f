import type { ProgramCall } from './run-program.js';

type Line = Pick<ProgramCall, 'program' | 'parameters'>;

/** Where the runtimes listen by default, and what clients they are to a report (cri-tools docs/crictl.md; k3s and rke2 run their own containerd). */
export const CRI_SOCKETS: readonly { readonly path: string; readonly clients: readonly string[] }[] = [
  { path: '/run/containerd/containerd.sock', clients: ['containerd'] },
  { path: '/run/crio/crio.sock', clients: ['cri-o'] },
  { path: '/run/k3s/containerd/containerd.sock', clients: ['k3s', 'rke2'] },
];

/** What crictl is asked: from its source (cri-tools cmd/crictl/image.go, main.go), not run by this project's tests. */
export interface CrictlLines {
  pull(reference: string): Line;
  /** Exits 0 where the runtime has the image. */
  isThere(reference: string): Line;
  /** Prints what the runtime knows of the image, as JSON: `status.id`, `status.repoTags`. */
  describe(reference: string): Line;
  /** Prints all images of the runtime, as JSON: `images[].id`. */
  list(): Line;
  remove(reference: string): Line;
}

/**
 * The lines for one runtime. No debug log: it prints requests with the account in them.
 * @param socket absolute path of the runtime's socket.
 */
export function crictlLines(program: string, socket: string): CrictlLines {
  const endpoint = `unix://${socket}`;
  const line = (...words: readonly string[]): Line => ({
    program,
    parameters: ['--runtime-endpoint', endpoint, '--image-endpoint', endpoint, ...words],
  });
  return {
    pull: (reference) => line('pull', reference),
    isThere: (reference) => line('inspecti', '--quiet', reference),
    describe: (reference) => line('inspecti', '--output', 'json', reference),
    list: () => line('images', '--output', 'json'),
    remove: (reference) => line('rmi', reference),
  };
}
