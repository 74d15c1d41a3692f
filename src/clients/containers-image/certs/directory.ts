import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import { effectiveUid, systemDirectory, userDirectory } from '../registries/locations.js';
import type { RegistriesGeneration } from '../registries-config.js';

/** Where certificates for one registry are read from. */
export interface CertificateDirectory {
  /** The one directory that is read; null where none exists. */
  readonly path: string | null;
  /** What chose it: `--cert-dir`, or its place in the search order. */
  readonly source: Source;
  /** All candidates in order; the first that exists wins, and directories are never merged. */
  readonly candidates: readonly string[];
}

/**
 * The certs.d directory for `host[:port]` exactly as in the (rewritten) reference (containers/image `docker/docker_client.go`: dockerCertDir).
 * `flag` is `--cert-dir`: it is the directory itself, nothing else is searched, and it may be missing.
 */
export function certificateDirectory(
  host: Host,
  generation: RegistriesGeneration,
  hostPort: string,
  flag: string | null,
): CertificateDirectory {
  if (flag !== null) {
    const exists = host.files.list(flag).kind !== 'absent';
    return {
      path: exists ? flag : null,
      source: { kind: 'flag', name: '--cert-dir', line: null, says: `--cert-dir ${flag}` },
      candidates: [flag],
    };
  }
  const candidates = certificateParents(host, generation).map((parent) => posix.join(parent, hostPort));
  const path = candidates.find((candidate) => existsForClient(host, candidate)) ?? null;
  const source: Source =
    path === null
      ? { kind: 'default', name: 'certs.d', line: null, says: 'no directory for this registry' }
      : { kind: 'file', name: path, line: null, says: '' };
  return { path, source, candidates };
}

/** The directories that hold one directory per registry, in search order. */
export function certificateParents(host: Host, generation: RegistriesGeneration): string[] {
  const user = `${userDirectory(host, generation)}/certs.d`;
  const system = systemDirectory(host);
  if (generation === 'classic') return [user, `${system}/certs.d`, '/etc/docker/certs.d'];
  const uid = effectiveUid(host);
  const vendor = (directory: string): string[] => [
    ...(uid > 0
      ? [`${directory}/certs.rootless.d/${uid}`, `${directory}/certs.rootless.d`]
      : [`${directory}/certs.rootful.d`]),
    `${directory}/certs.d`,
  ];
  return [user, ...vendor(system), ...vendor('/usr/share/containers'), '/etc/docker/certs.d'];
}

/** A candidate that may not be looked at is passed over; a file in its place is taken, and then can't be read as a directory. */
function existsForClient(host: Host, path: string): boolean {
  const listed = host.files.list(path);
  return listed.kind === 'directory' || (listed.kind === 'unreadable' && host.files.read(path).kind === 'file');
}
