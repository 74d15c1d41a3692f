import {
  type Attempt,
  type NamespaceTry,
  NOT_TRIED,
  type PlaceFact,
  type StorageClientFacts,
  type StorageFacts,
  type StorageSettings,
  type StoreFacts,
} from '../../src/facts/storage.js';

export const OK: Attempt = { outcome: 'ok', says: null };
export const failed = (says: string): Attempt => ({ outcome: 'failed', says });

/** One kind of namespace in which everything went well; what differs is given. */
export function aTry(differs: Partial<NamespaceTry> = {}): NamespaceTry {
  const all = { made: OK, mapped: OK, chown: OK, overlay: OK, overlayOptions: NOT_TRIED, pivot: OK, proc: OK };
  return { kind: 'identity', ...all, fuse: NOT_TRIED, ...differs };
}

export function aPlace(differs: Partial<PlaceFact> = {}): PlaceFact {
  return {
    use: 'store',
    path: '/var/lib/containers/storage',
    existing: '/var/lib/containers',
    fileSystem: 'ext4',
    mountPoint: '/var/lib/containers',
    readOnly: false,
    freeBytes: 50_000_000_000,
    freeInodes: 3_000_000,
    written: OK,
    ...differs,
  };
}

/** What differs from a pod in which everything works: root without SYS_ADMIN, a volume, fuse-overlayfs but no device. */
export interface Differs {
  readonly facts?: Partial<StorageFacts>;
  readonly rights?: Partial<StorageFacts['rights']>;
  readonly kernel?: Partial<StorageFacts['kernel']>;
  readonly settings?: Partial<StorageSettings>;
  readonly store?: Partial<StoreFacts>;
}

const SETTINGS: StorageSettings = {
  driver: 'overlay',
  graphRoot: '/var/lib/containers/storage',
  runRoot: '/run/containers/storage',
  mountProgram: null,
  mountOptions: '',
  ignoreChownErrors: false,
  files: [{ path: '/etc/containers/storage.conf', counts: true }],
  sources: { driver: { path: '/etc/containers/storage.conf', line: 2, says: 'driver = "overlay"' } },
  error: null,
};

const BLOBS = aPlace({ use: 'blobs', path: '/var/tmp', existing: '/var/tmp', mountPoint: '/' });
const STATE = aPlace({ use: 'state', path: '/run/containers/storage', existing: '/run', mountPoint: '/' });

export function storageFacts({ facts, rights, kernel, settings, store }: Differs = {}): StorageFacts {
  const client = (name: 'buildah' | 'podman'): StorageClientFacts => ({
    client: name,
    path: `/usr/bin/${name}`,
    version: '1.2.3',
    settings: { ...SETTINGS, ...settings },
    store: {
      places: [aPlace(), STATE, BLOBS],
      markedForMountProgram: false,
      mountProgramThere: null,
      knownToPodman: false,
      tries: [aTry()],
      ...store,
    },
  });
  const program = (path: string) => ({ path, setUid: path.endsWith('idmap') });
  return {
    inPod: true,
    rights: {
      uid: 0,
      gid: 0,
      user: 'root',
      capabilities: ['CHOWN', 'SETFCAP', 'SETGID', 'SETUID'],
      noNewPrivileges: false,
      seccomp: 'off',
      uidMap: [{ inside: 0, outside: 0, count: 4_294_967_295 }],
      limits: { openFiles: null, processes: null },
      appArmor: null,
      ...rights,
    },
    kernel: {
      release: '6.1.0',
      maxUserNamespaces: 96_343,
      unprivilegedUserNamespaces: null,
      appArmorRestrictsUserNamespaces: null,
      ...kernel,
    },
    programs: {
      crun: program('/usr/bin/crun'),
      'fuse-overlayfs': program('/usr/bin/fuse-overlayfs'),
      newuidmap: program('/usr/bin/newuidmap'),
      newgidmap: program('/usr/bin/newgidmap'),
    },
    subordinate: { uid: { path: '/etc/subuid', ranges: [], end: 0 }, gid: { path: '/etc/subgid', ranges: [], end: 0 } },
    fuseDevice: { present: false, mode: null, opened: NOT_TRIED },
    variables: { BUILDAH_ISOLATION: 'chroot' },
    containers: { bindsProc: true, setsLimits: false },
    clients: [client('buildah'), client('podman')],
    ...facts,
  };
}
