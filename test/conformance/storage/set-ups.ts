import type { FindingCode } from '../../../src/findings/codes.js';
import { DEFAULT_CAPABILITIES, type PodOptions } from './pod.js';

/** A pod, what must be found in it, and the same pod with the printed lines applied. */
export interface SetUp {
  readonly name: string;
  readonly pod: PodOptions;
  /** Code of the first finding, or null where all is well. */
  readonly finds: FindingCode | null;
  /** The pod as the printed lines of its spec make it, or as root makes it with the printed commands; the real programs must work in it. */
  readonly cured?: Partial<PodOptions>;
  /** True: a fix that was tried is printed, and the real programs must work with its commands. */
  readonly fixable?: true;
}

/** What an emptyDir under the store is. */
export const VOLUME = { volumes: { '/var/lib/containers': ['size=600m'] } };
/** The home directory of user 1234. */
export const ROOM = { volumes: { '/home/pod': ['size=600m'] } };
/** User 1234, whose subordinate ids nobody has given yet. */
export const USER =
  'echo pod:x:1234:1234::/home/pod:/bin/sh >>etc/passwd; mkdir -p home/pod; chmod 777 home/pod; : >etc/subuid; : >etc/subgid;';
export const RANGES = 'echo pod:100000:65536 | tee etc/subuid >etc/subgid;';
/** As Alpine's, which keep their capability when they change users; Debian's don't. */
export const MAPPERS =
  'chmod u-s usr/bin/new?idmap; setcap cap_setuid+ep usr/bin/newuidmap; setcap cap_setgid+ep usr/bin/newgidmap;';
const NO_FUSE_OVERLAYFS = 'rm usr/bin/fuse-overlayfs;';

/** Shell that writes root's storage.conf with lines for overlay. */
const storageConf = (lines: string): string =>
  `printf '[storage]\\ndriver = "overlay"\\nrunroot = "/run/containers/storage"\\ngraphroot = "/var/lib/containers/storage"\\n[storage.options.overlay]\\n${lines}\\n' >etc/containers/storage.conf;`;

/** The image's containers.conf binds /proc; without that a container wants one of its own. */
const WITHOUT_PROC = "sed -i '/^volumes/d' etc/containers/containers.conf;";

/** The kubelet maps the owners of the image's files; here the directories that are written to are new. */
const OWN_USERS = {
  ownUsers: true,
  volumes: { ...VOLUME.volumes, '/run': [], '/var/tmp': ['mode=1777'], '/root': [] },
};

/** Made for real, each by the means of a container runtime. */
export const SET_UPS: readonly SetUp[] = [
  { name: 'all well: root, a volume, no seccomp profile', pod: VOLUME, finds: null },
  { name: 'all well: overlay root with /dev/fuse', pod: { fuse: 'device' }, finds: null },
  {
    name: 'all well: user 1234 with subordinate ids',
    pod: { ...ROOM, uid: 1234, prepare: USER + RANGES + MAPPERS },
    finds: null,
  },
  { name: 'all well: vfs asked for', pod: { environment: { STORAGE_DRIVER: 'vfs' } }, finds: null },
  { name: 'all well: no rights to gain, but root', pod: { ...VOLUME, noNewPrivileges: true }, finds: null },
  {
    name: 'a user namespace by the kubelet: podman wants ids for root',
    pod: { ...OWN_USERS, prepare: ': >etc/subuid; : >etc/subgid;' },
    finds: 'storage-permission-userns',
    cured: { prepare: 'echo root:1:65535 | tee etc/subuid >etc/subgid;' },
  },
  {
    name: 'all well: a user namespace by the kubelet, and SYS_ADMIN in it',
    pod: { ...OWN_USERS, capabilities: [...DEFAULT_CAPABILITIES, 'SYS_ADMIN'] },
    finds: null,
  },
  {
    name: 'seccomp forbids user namespaces',
    pod: { ...VOLUME, seccomp: true },
    finds: 'storage-permission-userns',
    cured: { seccomp: false },
  },
  {
    name: 'seccomp lets SYS_ADMIN mount, and forbids pivot_root',
    pod: { ...VOLUME, seccomp: true, capabilities: [...DEFAULT_CAPABILITIES, 'SYS_ADMIN'] },
    finds: 'storage-permission-userns',
    cured: { seccomp: false },
  },
  {
    name: 'a masked /proc, and containers.conf does not bind it',
    pod: { ...VOLUME, prepare: WITHOUT_PROC },
    finds: 'storage-permission-userns',
    cured: {
      prepare: `${WITHOUT_PROC} mkdir -p etc/containers/containers.conf.d; printf '[containers]\\nvolumes = ["/proc:/proc"]\\n' > etc/containers/containers.conf.d/50-regdoctor.conf`,
    },
  },
  {
    name: 'the capabilities that CRI-O gives',
    pod: {
      ...VOLUME,
      capabilities: DEFAULT_CAPABILITIES.filter((name) => !/SYS_CHROOT|MKNOD|NET_RAW|SETFCAP|AUDIT/.test(name)),
    },
    finds: 'storage-permission-userns',
    cured: { capabilities: DEFAULT_CAPABILITIES },
  },
  {
    name: 'overlay on overlay, no fuse-overlayfs',
    pod: { prepare: NO_FUSE_OVERLAYFS },
    finds: 'storage-overlay-on-overlay',
    cured: VOLUME,
    fixable: true,
  },
  {
    name: 'overlay on overlay, fuse-overlayfs, no /dev/fuse',
    pod: {},
    finds: 'storage-fuse-missing',
    cured: { fuse: 'device' },
    fixable: true,
  },
  {
    name: '/dev/fuse is there and not allowed',
    pod: { fuse: 'forbidden' },
    finds: 'storage-fuse-missing',
    cured: VOLUME,
    fixable: true,
  },
  {
    name: 'mount_program set, no /dev/fuse',
    pod: { ...VOLUME, prepare: storageConf('mount_program = "/usr/bin/fuse-overlayfs"') },
    finds: 'storage-fuse-missing',
    cured: { fuse: 'device' },
    fixable: true,
  },
  {
    name: 'mount_program set, and not installed',
    pod: { ...VOLUME, prepare: storageConf('mount_program = "/usr/bin/fuse-overlayfs"') + NO_FUSE_OVERLAYFS },
    finds: 'storage-fuse-missing',
    fixable: true,
  },
  {
    name: 'mount_program set and not installed, with options made for it',
    pod: {
      ...VOLUME,
      prepare:
        storageConf('mount_program = "/usr/bin/fuse-overlayfs"\\nmountopt = "nodev,fsync=0"') + NO_FUSE_OVERLAYFS,
    },
    finds: 'storage-fuse-missing',
    fixable: true,
  },
  {
    name: 'mountopt that only fuse-overlayfs knows',
    pod: { ...VOLUME, prepare: storageConf('mountopt = "nodev,fsync=0"') },
    finds: 'storage-overlay-on-overlay',
    fixable: true,
  },
  {
    name: 'read-only root',
    pod: { readOnly: true },
    finds: 'storage-permission-userns',
    cured: { volumes: { '/var/lib/containers': [], '/run': [], '/var/tmp': ['mode=1777'] } },
  },
  {
    name: 'user 1234 without subordinate ids',
    pod: { ...ROOM, uid: 1234, prepare: USER + MAPPERS },
    finds: 'storage-permission-userns',
    cured: { prepare: USER + MAPPERS + RANGES },
  },
  {
    name: 'user 1234 with a line in /etc/subuid alone',
    pod: { ...ROOM, uid: 1234, prepare: `${USER}${MAPPERS}echo pod:100000:65536 >etc/subuid;` },
    finds: 'storage-permission-userns',
    cured: { prepare: USER + MAPPERS + RANGES },
  },
  {
    name: 'user 1234 with subordinate ids, and newuidmap is missing',
    pod: { ...ROOM, uid: 1234, prepare: `${USER}${RANGES}rm usr/bin/newuidmap usr/bin/newgidmap;` },
    finds: 'storage-permission-userns',
  },
  {
    name: 'user 1234, newuidmap may not write the map',
    pod: { ...ROOM, uid: 1234, prepare: USER + RANGES },
    finds: 'storage-permission-userns',
    cured: { prepare: USER + RANGES + MAPPERS },
  },
  {
    name: 'user 1234, no rights to gain',
    pod: { ...ROOM, uid: 1234, noNewPrivileges: true, prepare: USER + RANGES + MAPPERS },
    finds: 'storage-permission-userns',
    cured: { noNewPrivileges: false },
  },
  {
    name: 'a user without an entry in /etc/passwd',
    pod: { ...ROOM, uid: 4242, prepare: 'mkdir -p home/pod; chmod 777 home/pod; : >etc/subuid; : >etc/subgid' },
    finds: 'storage-permission-userns',
  },
  {
    name: 'a full disk',
    pod: { volumes: { '/var/lib/containers': ['size=600k'] } },
    finds: 'storage-no-space',
    cured: VOLUME,
  },
  {
    name: 'no inodes',
    pod: { volumes: { '/var/lib/containers': ['size=600m', 'nr_inodes=20'] } },
    finds: 'storage-no-space',
    cured: VOLUME,
  },
  {
    name: 'not one inode',
    pod: { volumes: { '/var/lib/containers': ['size=600m', 'nr_inodes=1'] } },
    finds: 'storage-no-space',
    cured: VOLUME,
  },
  {
    name: 'storage.conf of root without its directories',
    pod: { ...VOLUME, prepare: `printf '[storage]\\ndriver = "overlay"\\n' >etc/containers/storage.conf;` },
    finds: 'config-parse-error',
  },
];
