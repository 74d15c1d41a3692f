import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import type { Operation } from '../../client.js';
import { type ToolFeatures, versionAtLeast } from '../versions.js';

/** A file that credentials are looked for in. */
export interface AuthFile {
  readonly path: string;
  /** Docker's old `.dockercfg`, a flat table of registries. */
  readonly legacy: boolean;
}

/** The files a tool reads, in order. `named`: what put a file of its own in the first one's place. `text`: it stops before the network. */
export type AuthFilesResult =
  | { readonly ok: true; readonly files: readonly AuthFile[]; readonly named: Source | null }
  | { readonly ok: false; readonly text: string; readonly source: Source };

/** buildah and podman call it so from containers/common 0.56 on. */
const CREDENTIAL_FILE_WORDING = { buildah: '1.32', podman: '4.7' } as const;

/**
 * Releases with image 5.24, from which on a named file is the only one. Before, it stood in the place of the first, and the others were looked
 * through after it all the same (containers/image `pkg/docker/config/config.go`: getAuthFilePaths; run with 5.22 and 5.23).
 */
const NAMED_ALONE_SINCE = { buildah: '1.29', podman: '4.4', skopeo: '1.11', 'cri-o': '1.27' } as const;

/** Release from which a missing file is looked for with faccessat instead of stat. */
const FACCESSAT = { buildah: '1.38', podman: '5.3' } as const;

/**
 * Files of one tool in order (containers/common `pkg/auth`: GetDefaultAuthFile, CheckAuthFile; containers/image
 * `pkg/docker/config`: getAuthFilePaths). `flag` is `--authfile`; for CRI-O `globalAuthFile` of crio.conf goes in its place.
 */
export function authFiles(
  host: Host,
  features: ToolFeatures,
  operation: Operation,
  flag: (Source & { path: string }) | null,
): AuthFilesResult {
  const named = flag ?? namedByEnvironment(host, features, operation);
  if (named === null) return { ok: true, files: defaultAuthFiles(host, features), named: null };
  const missing = operation === 'login' ? null : missingText(host, features, named.path, flag !== null);
  if (missing !== null) return { ok: false, text: missing, source: named };
  const others = versionAtLeast(features.version, NAMED_ALONE_SINCE[features.tool]) ? [] : laterAuthFiles(host);
  return { ok: true, files: [{ path: named.path, legacy: false }, ...others], named };
}

function namedByEnvironment(
  host: Host,
  { tool }: ToolFeatures,
  operation: Operation,
): (Source & { path: string }) | null {
  if (tool === 'cri-o') return null;
  const file = host.environment.REGISTRY_AUTH_FILE ?? '';
  if (file !== '') return { ...variable('REGISTRY_AUTH_FILE', file), path: file };
  const docker = host.environment.DOCKER_CONFIG ?? '';
  // skopeo takes DOCKER_CONFIG as the third place to look, except in `skopeo login`.
  if (docker === '' || (tool === 'skopeo' && operation !== 'login')) return null;
  return { ...variable('DOCKER_CONFIG', docker), path: posix.join(docker, 'config.json') };
}

/** What a tool prints where the file named from outside is missing; null where it goes on (skopeo and CRI-O do, without credentials). */
function missingText(host: Host, { tool, version }: ToolFeatures, path: string, byFlag: boolean): string | null {
  if ((tool !== 'buildah' && tool !== 'podman') || host.files.read(path).kind !== 'absent') return null;
  const failed = `${versionAtLeast(version, FACCESSAT[tool]) ? 'faccessat' : 'stat'} ${path}: no such file or directory`;
  if (versionAtLeast(version, CREDENTIAL_FILE_WORDING[tool])) {
    // podman looks only where the flag was given; what the environment names may be missing.
    return tool === 'podman' && !byFlag ? null : `credential file is not accessible: ${failed}`;
  }
  return tool === 'buildah' ? `checking authfile: ${failed}` : failed;
}

/** The places nobody has to name, on Linux, in order. An XDG_RUNTIME_DIR that doesn't exist is skipped with a warning. */
export function defaultAuthFiles(host: Host, features: Pick<ToolFeatures, 'tool' | 'version'>): AuthFile[] {
  const runtime = host.environment.XDG_RUNTIME_DIR ?? '';
  const first = (path: string): AuthFile[] => [{ path, legacy: false }, ...laterAuthFiles(host)];
  if (host.platform.os !== 'linux') return first(posix.join(host.home, '.config/containers/auth.json'));
  if (runtime !== '' && host.files.list(runtime).kind === 'absent') return laterAuthFiles(host);
  const directory = runtime === '' ? runtimeDirectory(host, features) : runtime;
  return first(
    directory === null ? `/run/containers/${host.uid}/auth.json` : posix.join(directory, 'containers/auth.json'),
  );
}

/** Release from which podman asks the storage library for its runtime directory; before, it made one under a name of its own. */
const PODMAN_SHARES_RUNTIME = '5.0';

/**
 * The directory that buildah and podman put into an unset XDG_RUNTIME_DIR for anybody but root, before they look for logins; null where they set
 * none (buildah `cmd/buildah/common.go`: setXDGRuntimeDir; podman `cmd/podman/registry/config.go`: setXdgDirs; containers/storage
 * `pkg/homedir/homedir_unix.go`: GetRuntimeDir). skopeo and CRI-O leave it unset.
 */
function runtimeDirectory(host: Host, { tool, version }: Pick<ToolFeatures, 'tool' | 'version'>): string | null {
  if (host.uid === 0 || (tool !== 'buildah' && tool !== 'podman')) return null;
  const own = `/run/user/${host.uid}`;
  if (host.files.list(own).kind === 'directory') return own;
  const prefix = tool === 'podman' && !versionAtLeast(version, PODMAN_SHARES_RUNTIME) ? 'podman' : 'storage';
  return posix.join(host.environment.TMPDIR || '/tmp', `${prefix}-run-${host.uid}`);
}

/** Those after the first, where a login is written. */
function laterAuthFiles({ environment, home }: Host): AuthFile[] {
  return [
    {
      path: posix.join(environment.XDG_CONFIG_HOME || posix.join(home, '.config'), 'containers/auth.json'),
      legacy: false,
    },
    { path: posix.join(environment.DOCKER_CONFIG || posix.join(home, '.docker'), 'config.json'), legacy: false },
    { path: posix.join(home, '.dockercfg'), legacy: true },
  ];
}

function variable(name: string, value: string): Source {
  return { kind: 'environment', name, line: null, says: `${name}=${value}` };
}
