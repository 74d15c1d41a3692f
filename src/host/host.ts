import type { ResolverConfig } from './resolver-config.js';
import type { Source } from './source.js';

/** What reading a file under the host's root gave. Nothing here throws: an unreadable file is an answer too. */
export type FileRead =
  | {
      readonly kind: 'file';
      readonly text: string;
      readonly bytes: number;
      /** When it was last changed, milliseconds since the epoch; absent where nobody knows (a fix that is tried). */
      readonly modifiedMs?: number;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'unreadable'; readonly error: string };

/** What listing a directory gave: base names, sorted by code point as Go's `os.ReadDir` does. */
export type DirectoryRead =
  | { readonly kind: 'directory'; readonly names: readonly string[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly error: string };

/**
 * The files of the machine looked at. Paths are absolute as that machine sees them. Synchronous, so that
 * plans stay pure functions of (host, reference): a real tree, a saved report's inputs and an overlay that tries a fix all answer the same way.
 */
export interface HostFiles {
  read(path: string): FileRead;
  list(path: string): DirectoryRead;
}

/** The machine whose configuration counts. Read-only; `withFiles` of overlay.ts lays a fix over it. */
export interface Host {
  readonly files: HostFiles;
  /** Environment of the client (not of regdoctor where they differ); values may be secret and are never reported. */
  readonly environment: Readonly<Record<string, string>>;
  /** `$HOME` if set, else the passwd entry's directory. */
  readonly home: string;
  readonly uid: number;
  readonly platform: Platform;
  /** Milliseconds since the epoch, taken once a run, so that a saved run is judged at the time it was made. */
  readonly nowMs: number;
  readonly resolver: ResolverConfig;
  /** The C library that cgo programs use here: decided by the loader that exists under the root. */
  readonly libc: 'glibc' | 'musl' | 'none';
  /** Daemons that run on it, as far as its /proc can be seen; empty where it can't. */
  readonly processes: readonly RunningProcess[];
  /** Only where `environment` is a daemon's own and not the shell's. */
  readonly daemon?: DaemonEnvironment;
}

/** Whose environment a host shows, and where it comes from. */
export interface DaemonEnvironment {
  /** Names of its process and of its systemd units: enough to find the environment again (the vault does, for a proxy's credential). */
  readonly processes: readonly string[];
  readonly units: readonly string[];
  /** The process whose environment it is; null where the unit's files tell it. */
  readonly running: RunningProcess | null;
  /** By variable: file and line that set it, or the process. */
  readonly sources: Readonly<Record<string, Source>>;
}

/** A daemon that pulls images or starts one that does. */
export interface RunningProcess {
  /** Name of the program, `containerd`. */
  readonly name: string;
  readonly pid: number;
  /** Arguments without the program itself; values that may be secret are left out. */
  readonly arguments: readonly string[];
  /** Milliseconds since the epoch; null where it can't be told. */
  readonly startedMs: number | null;
  /** Variables that matter to a Go client (proxies, CA files, resolver), null where they can't be read. */
  readonly environment: Readonly<Record<string, string>> | null;
}

/** In the words of image manifests: `linux`, `amd64`/`arm64`…, variant `v8` or null. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string | null;
}
