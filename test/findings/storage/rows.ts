import type { StorageFacts } from '../../../src/facts/storage.js';
import type { FindingCode } from '../../../src/findings/codes.js';
import type { StorageCause } from '../../../src/findings/storage/stop.js';
import { aPlace, aTry, type Differs, failed, OK } from '../../support/storage.js';

/** What differs from a pod where all is well, and what comes of it for `buildah pull`, `buildah bud`, `podman pull`, `podman run`. */
export interface Row {
  readonly name: string;
  readonly differs: Differs;
  readonly cause: StorageCause;
  readonly code: FindingCode;
  /** w works, f fails, ? unknown: one letter each. */
  readonly outcomes: string;
  /** Words that must be in the evidence or the title. */
  readonly tells: readonly string[];
  /** Words of the first fix: a command or a line for the pod; null: none. */
  readonly fix: string | null;
}

const USERNS = 'storage-permission-userns';
const REFUSED = failed('unshare: unshare failed: Operation not permitted');
const NO_WHITEOUT = failed('mknod: n/u/whiteout: Operation not permitted');
const NO_DEVICE = failed("fuse: device not found, try 'modprobe fuse' first");
const ON_OVERLAY = [aPlace({ fileSystem: 'overlay', mountPoint: '/' })];
const USER: Differs['rights'] = { uid: 1000, gid: 1000, user: 'pod', capabilities: [] };
const range = (path: string) => ({ path, ranges: [{ start: 100_000, count: 65_536, line: 3 }], end: 165_536 });
const RANGES = { uid: range('/etc/subuid'), gid: range('/etc/subgid') };
const PROGRAM = { path: '/etc/containers/storage.conf', line: 7, says: 'mount_program = "/usr/bin/fuse-overlayfs"' };
const without = (...names: string[]): Pick<StorageFacts, 'programs'> => ({
  programs: Object.fromEntries(
    ['crun', 'fuse-overlayfs', 'newuidmap', 'newgidmap'].map((name) => [
      name,
      names.includes(name) ? null : { path: `/usr/bin/${name}`, setUid: name.endsWith('idmap') },
    ]),
  ),
});

export const ROWS: readonly Row[] = [
  {
    name: 'seccomp',
    differs: { rights: { seccomp: 'filter' }, store: { tries: [aTry({ made: REFUSED })] } },
    cause: 'namespace-refused',
    code: USERNS,
    outcomes: 'ffff',
    tells: ['a seccomp filter is active'],
    fix: 'seccompProfile: {type: Unconfined}',
  },
  {
    name: 'AppArmor',
    differs: {
      rights: { appArmor: 'cri-containerd.apparmor.d (enforce)' },
      store: { tries: [aTry({ made: REFUSED })] },
    },
    cause: 'namespace-refused',
    code: USERNS,
    outcomes: 'ffff',
    tells: ['cri-containerd.apparmor.d (enforce)'],
    fix: 'appArmorProfile: {type: Unconfined}',
  },
  {
    name: 'no user namespaces on the node',
    differs: {
      kernel: { maxUserNamespaces: 0 },
      store: { tries: [aTry({ made: failed('unshare: unshare failed: No space left on device') })] },
    },
    cause: 'namespace-refused',
    code: USERNS,
    outcomes: 'ffff',
    tells: ['user.max_user_namespaces is 0'],
    fix: 'sysctl -w user.max_user_namespaces=15000',
  },
  {
    name: 'without SETFCAP',
    differs: {
      rights: { capabilities: ['SETGID', 'SETUID'] },
      store: { tries: [aTry({ mapped: failed('write to uid_map: EPERM') })] },
    },
    cause: 'map-refused',
    code: USERNS,
    outcomes: 'ffff',
    tells: ['not SETFCAP'],
    fix: 'capabilities: {add: [SETUID, SETGID, SETFCAP]}',
  },
  {
    name: 'a user without ranges: files of one owner only',
    differs: {
      rights: USER,
      store: { tries: [aTry({ kind: 'single', chown: failed('chown: c: Invalid argument') })] },
    },
    cause: 'no-ranges',
    code: USERNS,
    outcomes: 'ffff',
    tells: ['/etc/subuid has no line for pod', 'an image whose files all belong to root can be unpacked'],
    fix: 'echo pod:100000:65536 | tee -a /etc/subuid /etc/subgid',
  },
  {
    name: 'root of a user namespace without ranges',
    differs: {
      rights: { uidMap: [{ inside: 0, outside: 100_000, count: 65_536 }] },
      store: { tries: [aTry({ kind: 'single', chown: failed('chown: c: Invalid argument') })] },
    },
    cause: 'no-ranges',
    code: USERNS,
    outcomes: 'ffff',
    tells: ['a user namespace of its own'],
    fix: 'echo root:1:65535 | tee -a /etc/subuid /etc/subgid',
  },
  {
    name: 'newuidmap without its bit: buildah goes on with one id, podman stops',
    differs: {
      rights: USER,
      facts: {
        subordinate: RANGES,
        programs: {
          newuidmap: { path: '/usr/bin/newuidmap', setUid: false },
          newgidmap: { path: '/usr/bin/newgidmap', setUid: false },
        },
      },
      store: {
        tries: [
          aTry({ kind: 'subordinate', mapped: failed('newuidmap: write to uid_map failed: Operation not permitted') }),
          aTry({ kind: 'single', chown: failed('chown: c: Invalid argument') }),
        ],
      },
    },
    cause: 'newuidmap-refused',
    code: USERNS,
    outcomes: 'ffff',
    tells: ['has no setuid bit', '/etc/subuid:3 gives pod 65536 ids'],
    fix: 'chmod u+s /usr/bin/newuidmap /usr/bin/newgidmap',
  },
  {
    name: 'no newuidmap',
    differs: {
      rights: USER,
      facts: { ...without('newuidmap'), subordinate: RANGES },
      store: { tries: [aTry({ kind: 'subordinate', mapped: failed('newuidmap is not on the PATH') })] },
    },
    cause: 'no-newuidmap',
    code: USERNS,
    outcomes: 'ffff',
    tells: ['newuidmap: not on the PATH', 'newgidmap: /usr/bin/newgidmap'],
    fix: 'apk add shadow-subids',
  },
  {
    name: 'a user without a name: podman does without',
    differs: { rights: { ...USER, user: null }, store: { tries: [aTry({ kind: 'single' })] } },
    cause: 'no-user',
    code: USERNS,
    outcomes: 'ffww',
    tells: ['no line of /etc/passwd has the user id 1000'],
    fix: 'runAsUser: 1000',
  },
  {
    name: 'overlay on overlay',
    differs: {
      facts: without('fuse-overlayfs'),
      store: { places: ON_OVERLAY, tries: [aTry({ overlay: NO_WHITEOUT })] },
    },
    cause: 'overlay-refused',
    code: 'storage-overlay-on-overlay',
    outcomes: 'ffff',
    tells: ['lies on overlay, mounted at /', 'fuse-overlayfs, which would stand in, is not on the PATH'],
    fix: 'export STORAGE_DRIVER=vfs',
  },
  {
    name: 'overlay on overlay, fuse-overlayfs by itself, no device: a pull needs no mount',
    differs: { store: { places: ON_OVERLAY, tries: [aTry({ overlay: NO_WHITEOUT, fuse: NO_DEVICE })] } },
    cause: 'device-missing',
    code: 'storage-fuse-missing',
    outcomes: 'wfwf',
    tells: ['/dev/fuse is not there', 'no mount program is asked for'],
    fix: 'export STORAGE_DRIVER=vfs',
  },
  {
    name: 'mount_program set, no device, and the kernel would do',
    differs: {
      settings: { mountProgram: '/usr/bin/fuse-overlayfs', sources: { mountProgram: PROGRAM } },
      store: { mountProgramThere: true, tries: [aTry({ fuse: NO_DEVICE })] },
    },
    cause: 'device-missing',
    code: 'storage-fuse-missing',
    outcomes: 'wfwf',
    tells: ['/etc/containers/storage.conf:7 mount_program'],
    fix: "sed -i '7s/^/# /' /etc/containers/storage.conf",
  },
  {
    name: 'a store that was begun with a mount program goes on with it',
    differs: {
      store: { markedForMountProgram: true, tries: [aTry({ fuse: NO_DEVICE })] },
    },
    cause: 'device-missing',
    code: 'storage-fuse-missing',
    outcomes: 'wfwf',
    tells: ['.has-mount-program says true'],
    fix: 'io.kubernetes.cri-o.Devices',
  },
  {
    name: 'mount_program set and not there',
    differs: {
      settings: { mountProgram: '/usr/bin/fuse-overlayfs', sources: { mountProgram: PROGRAM } },
      store: { mountProgramThere: false, tries: [aTry({ fuse: failed('not found') })] },
    },
    cause: 'program-missing',
    code: 'storage-fuse-missing',
    outcomes: 'ffff',
    tells: ['/etc/containers/storage.conf:7 mount_program'],
    fix: "sed -i '7s/^/# /'",
  },
  {
    name: 'a device that may not be opened',
    differs: {
      facts: { fuseDevice: { present: true, mode: 'crw-rw-rw-', opened: failed('EPERM') } },
      store: {
        places: ON_OVERLAY,
        tries: [
          aTry({ overlay: NO_WHITEOUT, fuse: failed('fuse: failed to open /dev/fuse: Operation not permitted') }),
        ],
      },
    },
    cause: 'device-refused',
    code: 'storage-fuse-missing',
    outcomes: 'wfwf',
    tells: ['/dev/fuse is there (crw-rw-rw-), and opening it gives EPERM'],
    fix: 'export STORAGE_DRIVER=vfs',
  },
  {
    name: 'a read-only directory for blobs',
    differs: {
      store: {
        places: [aPlace(), aPlace({ use: 'blobs', path: '/var/tmp', existing: '/var/tmp', written: failed('EROFS') })],
      },
    },
    cause: 'read-only',
    code: USERNS,
    outcomes: 'ffff',
    tells: ['/var/tmp'],
    fix: 'mountPath: /var/tmp',
  },
  {
    name: 'no inodes',
    differs: { store: { places: [aPlace({ freeInodes: 3 })] } },
    cause: 'no-inodes',
    code: 'storage-no-space',
    outcomes: 'ffff',
    tells: ['3 inodes free'],
    fix: 'buildah rmi --prune',
  },
  {
    name: 'no room for blobs, and room in the store',
    differs: {
      store: {
        places: [
          aPlace(),
          aPlace({ use: 'state' }),
          aPlace({ use: 'blobs', path: '/var/tmp', written: failed('ENOSPC') }),
        ],
      },
    },
    cause: 'no-bytes',
    code: 'storage-no-space',
    outcomes: 'ffff',
    tells: ['a file of 1 MiB was tried there: ENOSPC'],
    fix: 'export TMPDIR=/var/lib/containers',
  },
  {
    name: 'root with SYS_ADMIN alone may give containers nothing',
    differs: { rights: { capabilities: ['SYS_ADMIN'] }, store: { tries: [aTry({ kind: 'none' })] } },
    cause: 'capabilities',
    code: USERNS,
    outcomes: 'wfwf',
    tells: ['effective capabilities: SYS_ADMIN'],
    fix: 'capabilities: {add: [CHOWN, DAC_OVERRIDE',
  },
  {
    name: 'a masked /proc, for runtimes',
    differs: {
      facts: { containers: { bindsProc: false, setsLimits: true }, variables: {} },
      store: { tries: [aTry({ proc: failed('mount: q: permission denied.') })] },
    },
    cause: 'proc-refused',
    code: USERNS,
    outcomes: 'wfwf',
    tells: ['mounting proc was tried'],
    fix: 'export BUILDAH_ISOLATION=chroot',
  },
  {
    name: 'a file that cannot be read',
    differs: { settings: { error: { path: '/etc/containers/storage.conf', line: 4, message: 'Unterminated string' } } },
    cause: 'settings',
    code: 'config-parse-error',
    outcomes: 'ffff',
    tells: ['/etc/containers/storage.conf:4: Unterminated string'],
    fix: null,
  },
  {
    name: 'options that the kernel does not take',
    differs: {
      settings: {
        mountOptions: 'nodev,fsync=0',
        sources: {
          mountOptions: { path: 'STORAGE_OPTS', line: null, says: 'STORAGE_OPTS=overlay.mountopt=nodev,fsync=0' },
        },
      },
      store: { tries: [aTry({ overlayOptions: failed('mount: o/m: bad option') })] },
    },
    cause: 'mount-options',
    code: 'storage-overlay-on-overlay',
    outcomes: 'wfwf',
    tells: ['STORAGE_OPTS='],
    fix: 'unset STORAGE_OPTS',
  },
];

export const FINE: readonly (readonly [string, Differs, string])[] = [
  ['nothing differs', {}, 'overlay'],
  [
    'vfs asked for, on overlay',
    { settings: { driver: 'vfs' }, store: { tries: [aTry({ overlay: NO_WHITEOUT })] } },
    'vfs',
  ],
  ['fuse-overlayfs stands in', { store: { tries: [aTry({ overlay: NO_WHITEOUT, fuse: OK })] } }, 'fuse-overlayfs'],
  [
    'one id, and errors of chown ignored',
    {
      rights: USER,
      settings: { ignoreChownErrors: true },
      store: { tries: [aTry({ kind: 'single', chown: failed('Invalid argument') })] },
    },
    'overlay',
  ],
];
