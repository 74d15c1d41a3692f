import { errnoWords, namespaceOf, type Stop, type StorageCase } from './stop.js';

/** Its user and its namespaces (containers/storage pkg/unshare/unshare_linux.go `MaybeReexecUsingUserNamespace`; podman pkg/rootless/rootless_linux.go). */
export function namespaceStep(entry: StorageCase): Stop | null {
  const { facts, client } = entry;
  const { rights } = facts;
  const isBuildah = client.client === 'buildah';
  // Asked of the C library; podman does without.
  if (rights.user === null && isBuildah)
    return { cause: 'no-user', says: `error determining current user: user: unknown userid ${rights.uid}` };
  const [first] = client.store.tries;
  if (first === undefined) return { unknown: 'no namespace was tried', needed: 'the program unshare' };
  if (first.made.outcome === 'not tried')
    return { unknown: first.made.says ?? 'no namespace was tried', needed: 'the program unshare, and more time' };
  const words = errnoWords(first.made.says);
  if (first.made.outcome === 'failed')
    return {
      cause: 'namespace-refused',
      says: isBuildah ? `Error during unshare(CLONE_NEWUSER): ${words}` : `cannot clone: ${words}`,
    };
  if (first.kind === 'identity' && first.mapped.outcome === 'failed')
    return {
      cause: 'map-refused',
      says: isBuildah
        ? 'writing "0 0 4294967295\\n" to /proc/PID/uid_map: operation not permitted'
        : 'cannot write uid_map: write /proc/PID/uid_map: operation not permitted',
    };
  return first.kind === 'identity' || first.kind === 'none' ? null : userStep(entry);
}

/** What needs ids that others have given: newuidmap, and ranges. buildah goes on with one id where newuidmap fails, podman doesn't. */
function userStep(entry: StorageCase): Stop | null {
  const { facts, client } = entry;
  const isBuildah = client.client === 'buildah';
  const [first] = client.store.tries;
  const missing = ['newgidmap', 'newuidmap'].find((name) => (facts.programs[name] ?? null) === null);
  if (missing !== undefined && (isBuildah || first?.kind === 'subordinate'))
    return {
      cause: 'no-newuidmap',
      says: isBuildah
        ? `finding ${missing}: exec: "${missing}": executable file not found in $PATH`
        : `command required for rootless mode with multiple IDs: exec: "${missing}": executable file not found in $PATH`,
    };
  const refused = first?.kind === 'subordinate' && first.mapped.outcome === 'failed';
  if (refused && (!isBuildah || namespaceOf(entry) === null))
    return { cause: 'newuidmap-refused', says: first.mapped.says ?? 'newuidmap failed' };
  return null;
}

/** Giving files of a layer to their owners; the first user namespace and root's ids are enough for any. */
export function ownerStep(entry: StorageCase): Stop | null {
  const { client } = entry;
  const tried = namespaceOf(entry);
  if (tried?.chown.outcome !== 'failed' || client.settings.ignoreChownErrors) return null;
  const says =
    'potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/shadow): Check /etc/subuid and /etc/subgid';
  // An id that is not mapped is an invalid argument; a file system that refuses says so in other words.
  if (tried.kind === 'subordinate' && /invalid argument/i.test(tried.chown.says ?? ''))
    return { cause: 'no-ranges', says };
  if (tried.kind !== 'single')
    return { cause: 'chown-refused', says: `lchown /etc/shadow: ${errnoWords(tried.chown.says)}` };
  const hadRanges = client.store.tries[0]?.kind === 'subordinate';
  return { cause: hadRanges ? 'newuidmap-refused' : 'no-ranges', says };
}
