import type { FoundProgram, NamespaceKind, ProcessRights, StorageClient, StorageFacts } from '../../facts/storage.js';

/** All ids of the first user namespace (user_namespaces(7)). */
export const ALL_IDS = 4_294_967_295;

/** What a client does to have the rights that it needs, and what it falls back to. */
export interface NamespacePlan {
  readonly first: NamespaceKind;
  /** Tried where the first one's ids may not be mapped. */
  readonly then: NamespaceKind | null;
}

/**
 * buildah: containers/storage pkg/unshare `MaybeReexecUsingUserNamespace`. podman: pkg/rootless `becomeRootInUserNS`, which copies its own uid_map
 * as it reads: within another user namespace the numbers on the outer side don't exist, and root needs ranges of its own there.
 */
export function namespacePlan(
  client: StorageClient,
  rights: ProcessRights,
  subordinate: StorageFacts['subordinate'],
): NamespacePlan {
  const isRoot = rights.uid === 0;
  if (isRoot && rights.capabilities.includes('SYS_ADMIN')) return { first: 'none', then: null };
  const isSame = rights.uidMap.every(({ inside, outside }) => inside === outside);
  if (isRoot && (client === 'buildah' || isSame)) return { first: 'identity', then: null };
  // With ranges in one of the two files alone both clients map one id.
  const hasRanges = subordinate.uid.ranges.length > 0 && subordinate.gid.ranges.length > 0;
  return hasRanges ? { first: 'subordinate', then: 'single' } : { first: 'single', then: null };
}

/** The two programs that map subordinate ids. */
export function mapTools(
  programs: Readonly<Record<string, FoundProgram | null>>,
): Readonly<Record<'newuidmap' | 'newgidmap', FoundProgram | null>> {
  return { newuidmap: programs['newuidmap'] ?? null, newgidmap: programs['newgidmap'] ?? null };
}
