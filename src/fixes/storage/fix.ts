import type { StorageClient } from '../../facts/storage.js';
import type { PodLines } from '../../kubernetes/storage-lines.js';

/** What can be done about a finding of storage. */
export interface StorageFix {
  /** `here`: in this container or on this machine. `pod`: by whoever writes the pod. `node`: by whoever runs the node. */
  readonly where: 'here' | 'pod' | 'node';
  readonly summary: string;
  /** Clients that it helps; left out: all that the finding names. */
  readonly clients?: readonly StorageClient[];
  /** Shell lines that do it when pasted. */
  readonly commands: readonly string[];
  readonly pod: PodLines | null;
  readonly limits: readonly string[];
  /** `tried`: what the fix leads to was tried here, on this file system, with these rights. */
  readonly proof: { readonly kind: 'tried' | 'hypothetical'; readonly says: string };
}

/** What a fix costs nothing to say twice. */
const BARE = { commands: [], pod: null, limits: [] } as const;

/** Lines for the pod; nothing of it can be tried from inside. */
export function podFix(summary: string, pod: PodLines, limits: readonly string[] = []): StorageFix {
  return {
    ...BARE,
    where: 'pod',
    summary,
    pod,
    limits,
    proof: { kind: 'hypothetical', says: 'not tried: a pod can’t change its own spec' },
  };
}

/** Commands for this machine. */
export function hereFix(
  summary: string,
  commands: readonly string[],
  proof: StorageFix['proof'],
  limits: readonly string[] = [],
): StorageFix {
  return { ...BARE, where: 'here', summary, commands, limits, proof };
}

/** Commands for the node, as root there. */
export function nodeFix(summary: string, commands: readonly string[], limits: readonly string[] = []): StorageFix {
  return {
    ...BARE,
    where: 'node',
    summary,
    commands,
    limits,
    proof: { kind: 'hypothetical', says: 'not tried: it takes root on the node' },
  };
}
