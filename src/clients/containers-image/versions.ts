import { versionAtLeast } from '../version.js';
import type { RegistriesGeneration } from './registries-config.js';

export { versionAtLeast } from '../version.js';

/** Programs of this family. */
export type ToolName = 'buildah' | 'podman' | 'skopeo' | 'cri-o';

/** What of a tool's behaviour depends on its version, by the containers/image and containers/common it was built with. */
export interface ToolFeatures {
  readonly tool: ToolName;
  /** As given: `1.28.2`. */
  readonly version: string;
  /** How configuration files are found: `configfile` from image 5.40 on. */
  readonly generation: RegistriesGeneration;
  /** False before image 5.25: each request opens a connection of its own. */
  readonly keepAlive: boolean;
  /**
   * True where slashes at the end of a mirror's location stay, and the rewritten name is refused (image 5.22 and 5.23, run). Later releases take them
   * off (`pkg/sysregistriesv2/system_registries_v2.go`: postProcessRegistries); which was the first is not verified.
   */
  readonly keepsMirrorSlashes: boolean;
  /** True up to image 5.32: a failed ping is followed by `/v1/_ping`. */
  readonly v1Ping: boolean;
  /** True from image 5.35 with common 0.63 on: 502, 503 and 504 are retried. */
  readonly retriesServerErrors: boolean;
  /** True from common 0.64 on: up to 10 % is added to each retry delay. */
  readonly jitter: boolean;
  /** Go version the program was built with, as far as known; decides the rules for certificates and look-ups. */
  readonly goVersion: string;
  /** True where libc is linked in: distribution packages. CRI-O's own packages are static. */
  readonly cgo: boolean;
  /** `run`: this release was run against real servers. `read`: from source only. */
  readonly basis: 'run' | 'read';
}

type Change = 'keepAlive' | 'noV1Ping' | 'serverErrors' | 'jitter' | 'configfile';

/** First release of each tool with a change, read from `go.mod` and `vendor/` of the tags; null: no release has it. */
const SINCE: Readonly<Record<ToolName, Readonly<Record<Change, string | null>>>> = {
  buildah: { keepAlive: '1.30', noV1Ping: '1.38', serverErrors: '1.40', jitter: '1.41', configfile: '1.44' },
  podman: { keepAlive: '4.5', noV1Ping: '5.3', serverErrors: '5.5', jitter: '5.6', configfile: '6.0' },
  skopeo: { keepAlive: '1.12', noV1Ping: '1.17', serverErrors: '1.19', jitter: '1.20', configfile: '1.23' },
  'cri-o': { keepAlive: '1.27', noV1Ping: '1.32', serverErrors: '1.33', jitter: null, configfile: null },
};

/** Releases that were run for this project, by their first two numbers. */
const RUN: Readonly<Record<ToolName, string | null>> = { buildah: '1.28', podman: '4.3', skopeo: '1.9', 'cri-o': null };

/** What a tool at a version does. A version that can't be read counts as newer than all known ones. */
export function toolFeatures(tool: ToolName, version: string): ToolFeatures {
  const has = (change: Change): boolean => {
    const since = SINCE[tool][change];
    return since !== null && versionAtLeast(version, since);
  };
  return {
    tool,
    version,
    generation: has('configfile') ? 'configfile' : 'classic',
    keepAlive: has('keepAlive'),
    keepsMirrorSlashes: !has('keepAlive'),
    v1Ping: !has('noV1Ping'),
    retriesServerErrors: has('serverErrors'),
    jitter: has('jitter'),
    goVersion: goVersion(has),
    cgo: tool !== 'cri-o',
    basis: RUN[tool] !== null && /^v?(\d+\.\d+)/.exec(version)?.[1] === RUN[tool] ? 'run' : 'read',
  };
}

/** Debian's builds of the oldest generation say 1.19; later ones follow the `go` line of go.mod, which is the least they can be built with. */
function goVersion(has: (change: Change) => boolean): string {
  if (!has('keepAlive')) return '1.19';
  if (!has('noV1Ping')) return '1.21';
  if (!has('serverErrors')) return '1.23';
  return has('configfile') ? '1.25' : '1.24';
}
