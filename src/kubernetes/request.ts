import { NODE_ROOT } from './parts/node.js';
import { AUTH_FILE } from './parts/secret.js';

/** What is to run where: values that were checked (`names.ts`, the grammar of references); null where none was given. */
export interface PodRequest {
  /** Name of the pod and of its container, which must be the same: a strategic merge finds the container by it. */
  readonly name: string;
  /** The image that regdoctor is in. */
  readonly image: string;
  readonly namespace: string | null;
  readonly node: string | null;
  /** Name of a pull secret in the same namespace. */
  readonly secret: string | null;
  /** The pod that `kubectl debug` goes into, and the container whose processes it sees. */
  readonly pod: string | null;
  readonly target: string | null;
  readonly runs: Runs;
}

/** What the container runs. */
export type Runs =
  | { readonly kind: 'check'; readonly reference: string; readonly more: readonly string[] }
  | { readonly kind: 'storage'; readonly more: readonly string[] }
  | { readonly kind: 'shell' };

/** The words after `--`: a check looks at the node's files where they are mounted, and takes the secret as the kubelet would. */
export function commandOf(
  runs: Runs,
  has: { readonly nodeFiles: boolean; readonly secret: boolean },
): readonly string[] {
  if (runs.kind === 'shell') return ['sh'];
  if (runs.kind === 'storage') return ['regdoctor', 'storage', ...runs.more];
  return ['regdoctor', 'check', runs.reference, ...checkFlags(has), ...runs.more];
}

/** Flags that a check needs for what is mounted. */
export function checkFlags(has: { readonly nodeFiles: boolean; readonly secret: boolean }): readonly string[] {
  return [...(has.nodeFiles ? ['--root', NODE_ROOT] : []), ...(has.secret ? ['--dockerconfigjson', AUTH_FILE] : [])];
}
