import { shellWords } from '../../text/shell.js';
import { commandOf, type PodRequest } from '../request.js';

/**
 * `kubectl debug node/…`: profile general mounts the node's disk (writable) under /host and shares its network. `--arguments-only` leaves the image's entry
 * point in place, or nothing would reap processes and hand on signals (kubectl `cmd/debug`).
 */
export function debugNodeLine(request: PodRequest & { readonly node: string }): string {
  return shellWords([
    'kubectl',
    'debug',
    `node/${request.node}`,
    ...common(request, 'general'),
    ...commandOf(request.runs, { nodeFiles: true, secret: false }),
  ]);
}

/**
 * `kubectl debug POD`: an ephemeral container in its network. Profile baseline adds no capability (general would add SYS_PTRACE). A target whose
 * container does not run can't be entered, so none is named unless asked for.
 */
export function debugPodLine(request: PodRequest & { readonly pod: string }): string {
  return shellWords([
    'kubectl',
    'debug',
    request.pod,
    ...(request.target === null ? [] : [`--target=${request.target}`]),
    ...common(request, 'baseline'),
    ...commandOf(request.runs, { nodeFiles: false, secret: false }),
  ]);
}

function common(request: PodRequest, profile: string): readonly string[] {
  return [
    ...(request.namespace === null ? [] : ['-n', request.namespace]),
    '-it',
    `--image=${request.image}`,
    `--profile=${profile}`,
    '--arguments-only',
    '--',
  ];
}
