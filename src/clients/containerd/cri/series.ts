import { sinceVersion, versionAtLeast } from '../../version.js';

/** Name of the CRI plugin in files of version 2. */
export const GRPC_CRI = 'io.containerd.grpc.v1.cri';
/** Name of its image half in files of version 3 and later. */
export const CRI_IMAGES = 'io.containerd.cri.v1.images';
/** Name of the CRI plugin in files of version 1. */
export const SHORT_CRI = 'cri';

/** Where containerd looks without `--config` (containerd `defaults/defaults_unix.go`). */
export const CONFIG_PATH = '/etc/containerd/config.toml';
/** Where certs.d is by every manual, and what a fix names. */
export const CERTS_ROOT = '/etc/containerd/certs.d';

/** Looked at without any configuration since `DEFAULT_ROOTS_SINCE`. */
export const DEFAULT_ROOTS = `${CERTS_ROOT}:/etc/docker/certs.d`;
export const DEFAULT_ROOTS_SINCE = '2.2.0';
/** The default counted as set, so that `mirrors` alone was a conflict (containerd `internal/cri/config/config_unix.go`, v2.2.0 and v2.2.1). */
const DEFAULT_IS_SET = ['2.2.0', '2.2.1'];
/** From here on the transfer service pulls, unless a setting stands against it. */
const TRANSFER_SERVICE_SINCE = '2.1.0';
/** A file version that is too high was taken as it is before. */
const REFUSES_VERSION_3 = ['1.6.32', '1.7.17'];
/** From here on each file is migrated on its own, the CRI plugin's table too. */
const MIGRATES_EACH_FILE_SINCE = '2.3.0';

/** Rules that changed between releases of containerd, as far as config.toml goes. */
export interface Series {
  /** 2.x: tables are merged key by key, and unknown keys are logged. */
  readonly second: boolean;
  /** Highest file version taken; null: whatever it says is taken. */
  readonly maxVersion: number | null;
  readonly migratesEachFile: boolean;
  readonly transferService: boolean;
  readonly defaultRoots: boolean;
  readonly defaultIsSet: boolean;
}

/** The rules of a containerd version. */
export function seriesOf(version: string): Series {
  const second = versionAtLeast(version, '2.0.0');
  const migratesEachFile = versionAtLeast(version, MIGRATES_EACH_FILE_SINCE);
  const first = sinceVersion(version, REFUSES_VERSION_3) ? 2 : null;
  return {
    second,
    maxVersion: second ? (migratesEachFile ? 4 : 3) : first,
    migratesEachFile,
    transferService: versionAtLeast(version, TRANSFER_SERVICE_SINCE),
    defaultRoots: versionAtLeast(version, DEFAULT_ROOTS_SINCE),
    defaultIsSet: DEFAULT_IS_SET.some((each) => version === each || version.startsWith(`${each}-`)),
  };
}
