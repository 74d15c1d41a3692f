/** Clients of containers/storage that unpack images here. */
export type StorageClient = 'buildah' | 'podman';

/** What decided a setting: a file with its line, a variable, or a default. */
export interface SettingSource {
  readonly path: string;
  readonly line: number | null;
  readonly says: string;
}

/** The settings of containers/storage as one client reads them for this user. */
export interface StorageSettings {
  /** As asked for; null: the client chooses. */
  readonly driver: string | null;
  readonly graphRoot: string;
  readonly runRoot: string;
  /** Program that mounts in the kernel's place; null: none asked for. */
  readonly mountProgram: string | null;
  /** `nodev,metacopy=on`; empty where none are asked for. */
  readonly mountOptions: string;
  readonly ignoreChownErrors: boolean;
  /** Files that were there, in the order in which they count, with whether the client takes anything from them. */
  readonly files: readonly { readonly path: string; readonly counts: boolean }[];
  readonly sources: Readonly<Partial<Record<SettingName, SettingSource>>>;
  /** A file that the client can't read; it stops there. */
  readonly error: { readonly path: string; readonly line: number | null; readonly message: string } | null;
}

export type SettingName = 'driver' | 'graphRoot' | 'runRoot' | 'mountProgram' | 'mountOptions' | 'ignoreChownErrors';

/** A range of a map of user or group ids, as the kernel shows it. */
export interface IdRange {
  readonly inside: number;
  readonly outside: number;
  readonly count: number;
}

/** What this process may do, as the kernel shows it. */
export interface ProcessRights {
  readonly uid: number;
  readonly gid: number;
  /** Name of the passwd entry; null: there is none. */
  readonly user: string | null;
  /** Effective capabilities by name without `CAP_`. */
  readonly capabilities: readonly string[];
  readonly noNewPrivileges: boolean;
  readonly seccomp: 'off' | 'strict' | 'filter' | 'unknown';
  readonly uidMap: readonly IdRange[];
  /** Hard limits; null: none. */
  readonly limits: { readonly openFiles: number | null; readonly processes: number | null };
  /** The profile that confines it; null: none, or no AppArmor here. */
  readonly appArmor: string | null;
}

/** Limits of the kernel on user namespaces; null: this kernel has no such switch. */
export interface KernelLimits {
  readonly release: string;
  readonly maxUserNamespaces: number | null;
  readonly unprivilegedUserNamespaces: number | null;
  readonly appArmorRestrictsUserNamespaces: number | null;
}

/** A program on the PATH. */
export interface FoundProgram {
  readonly path: string;
  /** True: it runs with the rights of its owner, root. */
  readonly setUid: boolean;
}

/** Ranges that a user may map, by the file that gives them. */
export interface SubordinateIds {
  readonly path: string;
  readonly ranges: readonly { readonly start: number; readonly count: number; readonly line: number }[];
  /** The first id after all ranges of the file, whoever they belong to; 0: there are none. */
  readonly end: number;
}

/** One thing that was tried here. */
export interface Attempt {
  readonly outcome: 'ok' | 'failed' | 'not tried';
  /** The error as it was printed, or the name of the errno; null where it went well. */
  readonly says: string | null;
}

/** A directory that clients write to. */
export interface PlaceFact {
  /** `store`: layers; `state`: mounts and locks; `blobs`: what is on its way. */
  readonly use: 'store' | 'state' | 'blobs';
  readonly path: string;
  /** The nearest directory above it that exists. */
  readonly existing: string;
  /** Type as in mountinfo; null where it can't be told. */
  readonly fileSystem: string | null;
  readonly mountPoint: string | null;
  readonly readOnly: boolean;
  readonly freeBytes: number | null;
  /** null: this file system doesn't count them. */
  readonly freeInodes: number | null;
  /** A directory made there and a file written into it: of `WRITTEN_BYTES`, for `state` of one page. */
  readonly written: Attempt;
}

/** In which namespaces a client works: `none`: its own rights do; `identity`: ids stay as they are; `subordinate`: by newuidmap; `single`: one id alone. */
export type NamespaceKind = 'none' | 'identity' | 'subordinate' | 'single';

/** What went in one kind of namespace, in a scratch directory below the store. */
export interface NamespaceTry {
  readonly kind: NamespaceKind;
  readonly made: Attempt;
  readonly mapped: Attempt;
  /** A file given to another user. */
  readonly chown: Attempt;
  /** An overlay mount by the kernel, written to. */
  readonly overlay: Attempt;
  /** The same with `mountopt` of storage.conf. */
  readonly overlayOptions: Attempt;
  /** An overlay mount by fuse-overlayfs or the mount program asked for, written to. */
  readonly fuse: Attempt;
  /** Another root directory, as OCI runtimes take it. */
  readonly pivot: Attempt;
  /** A process file system of its own, as OCI runtimes mount it. */
  readonly proc: Attempt;
}

/** The store of one client. */
export interface StoreFacts {
  readonly places: readonly PlaceFact[];
  /** The mark by which containers/storage remembers that this store needs a mount program. */
  readonly markedForMountProgram: boolean;
  /** The mount program asked for is there; null: none is asked for. */
  readonly mountProgramThere: boolean | null;
  /** podman has used this store: the driver that it noted then wins over the one asked for. */
  readonly knownToPodman: boolean;
  readonly tries: readonly NamespaceTry[];
}

/** One client on this machine. */
export interface StorageClientFacts {
  readonly client: StorageClient;
  /** null: not on the PATH. */
  readonly path: string | null;
  readonly version: string | null;
  readonly settings: StorageSettings;
  readonly store: StoreFacts;
}

/** Everything that was seen and tried for the storage of images. Plain data. */
export interface StorageFacts {
  /** True where Kubernetes started this container. */
  readonly inPod: boolean;
  readonly rights: ProcessRights;
  readonly kernel: KernelLimits;
  readonly programs: Readonly<Record<string, FoundProgram | null>>;
  readonly subordinate: { readonly uid: SubordinateIds; readonly gid: SubordinateIds };
  readonly fuseDevice: {
    readonly present: boolean;
    /** As `ls` shows it, `crw-rw-rw-`; null where it is not there. */
    readonly mode: string | null;
    readonly opened: Attempt;
  };
  /** Values of the variables that clients read, by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** What containers.conf says: this container's own /proc is bound into containers; their limits of files and processes are set. */
  readonly containers: { readonly bindsProc: boolean; readonly setsLimits: boolean };
  readonly clients: readonly StorageClientFacts[];
}

/** Bytes of the file that is written to find out whether there is room: less than the smallest base image in use. */
export const WRITTEN_BYTES = 1024 * 1024;
/** Locks and marks of mounts are small. */
export const WRITTEN_STATE_BYTES = 4096;

/** That nothing was tried. */
export const NOT_TRIED: Attempt = { outcome: 'not tried', says: null };
