import type { Names } from './names.js';

/** What follows a repository in a registry's addresses (distribution-spec). */
const AFTER_REPOSITORY = new Set(['manifests', 'blobs', 'tags', 'referrers']);
/** Directories, and a key of login files, below which everything is called like a host. */
const BY_HOST = /^(?:certs(?:\.\w+)?\.d|auths)$/;
const NOT_A_HOST = /^(?:_default|https?|)$/;
const HOMES = new Set(['home', 'Users']);
/** Names of annotations and labels of Kubernetes begin so, and go on with a slash. */
const ANNOTATION = /(?:^|\.)(?:kubernetes|k8s)\.io$/;
/** A host that no slash stands before: on a disk, `certs.d/HOST:PORT/ca.crt` is no reference. */
const BEFORE_PORT = /(?:^|[^/\p{L}\p{N}._-])[\p{L}\p{N}][\p{L}\p{N}._-]*:$/u;
/** Parts of a path that are searched for repositories; registries allow a few dozen. */
const MAX_PARTS = 64;

/**
 * Words joined by slashes: a path on a disk or of a URL, or a reference. Repositories and names of users in it are replaced as such, every other
 * part for itself.
 * @param before what stands before it on the line, as much as tells a reference from a path on a disk.
 * @param other replaces names in one part.
 */
export function replacePath(path: string, before: string, names: Names, other: (part: string) => string): string {
  const parts = path.split('/');
  const shown: string[] = [];
  for (let at = 0; at < parts.length; ) {
    const end = repositoryEnd(parts, at, before, names);
    if (end > at) {
      shown.push(...repository(parts.slice(at, end).join('/'), names).split('/'));
      at = end;
      continue;
    }
    const part = parts[at] ?? '';
    const directory = parts[at - 1] ?? '';
    if (HOMES.has(directory)) shown.push(names.word(part, 'user'));
    else if (BY_HOST.test(directory) && !NOT_A_HOST.test(part)) shown.push(names.host(part));
    else shown.push(other(part));
    at += 1;
  }
  return shown.join('/');
}

/** Index behind the repository that begins at this part; the same index where none does. */
function repositoryEnd(parts: readonly string[], at: number, before: string, names: Names): number {
  const previous = parts[at - 1];
  if (previous === 'v2') {
    const end = parts.findLastIndex((part, index) => index > at && AFTER_REPOSITORY.has(part));
    if (end > at) return end;
  }
  // `HOST/team/app` and `HOST:5000/team/app`.
  const isBehindHost =
    at === 1 &&
    parts[1] !== 'v2' &&
    ((BEFORE_PORT.test(before) && /^\d{1,5}$/.test(previous ?? '')) ||
      (!before.endsWith('/') && names.isHost(previous ?? '') && !ANNOTATION.test(previous ?? '')));
  if (isBehindHost) return parts.length;
  for (let end = Math.min(parts.length, at + MAX_PARTS); end > at + 1; end -= 1)
    if (names.isRepository(bare(parts.slice(at, end).join('/')))) return end;
  return at;
}

/** A sentence may end behind it. */
function bare(path: string): string {
  return path.replace(/[.-]+$/, '');
}

function repository(path: string, names: Names): string {
  const own = bare(path);
  return names.repository(own) + path.slice(own.length);
}
