import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from '../rig/client-files.js';
import type { CommandResult } from '../rig/command.js';
import type { Namespace } from '../rig/namespace.js';
import { PROGRAM_PATH } from '../rig/programs.js';

/** A container as containerd makes it for a pod: overlay root, default capabilities, masked /proc; what differs is asked for. */
export interface PodOptions {
  readonly uid?: number;
  /** Default: those that containerd gives (pkg/oci/spec.go). */
  readonly capabilities?: readonly string[];
  readonly noNewPrivileges?: boolean;
  /** A filter like that of RuntimeDefault, as far as it matters here. */
  readonly seccomp?: boolean;
  readonly readOnly?: boolean;
  /** A user namespace as the kubelet makes it for `hostUsers: false`: ids 0 to 65535 alone. */
  readonly ownUsers?: boolean;
  /** `forbidden`: the file is there, and the device rules don't allow it. */
  readonly fuse?: 'none' | 'device' | 'forbidden';
  /** Directories that are tmpfs, with its options. */
  readonly volumes?: Readonly<Record<string, readonly string[]>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Run by sh as root in the new root directory before the container starts. */
  readonly prepare?: string;
}

export const DEFAULT_CAPABILITIES = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'NET_RAW'],
  ...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];
/** Longest time of one program in a pod. */
const PROGRAM_MS = 60_000;
/** Where every pod has what the tests bring. */
export const IN_POD = { node: '/opt/node', regdoctor: '/opt/regdoctor', image: '/opt/image' } as const;

/** What pods need of the machine: paths outside for those of `IN_POD`. */
export interface PodMaker {
  readonly namespace: Namespace;
  /** Own directory on the machine. */
  readonly directory: string;
  readonly outside: Readonly<Record<keyof typeof IN_POD, string>>;
}

let made = 0;

/** Runs one script in a pod of its own, which is gone afterwards with all it wrote. */
export async function inPod(maker: PodMaker, options: PodOptions, script: string): Promise<CommandResult> {
  made += 1;
  const name = `pod${made}`;
  const bundle = join(maker.directory, name);
  await mkdir(bundle);
  const settings = await readFile(join(CHECKOUT, 'image/containers.conf'), 'utf8');
  // Raising limits takes a right that machines of tests may lack.
  const limited = settings.replace(
    '[containers]\n',
    '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]\n',
  );
  await maker.namespace.mustRun('sh', ['-ec', ROOT, 'sh', bundle, options.prepare ?? ''], limited);
  await writeFile(
    maker.namespace.outside(`${bundle}/config.json`),
    JSON.stringify(specification(maker, bundle, options, script)),
  );
  const runc = ['--root', `${bundle}/state`, 'run', '--bundle', bundle, `regdoctor-${process.pid}-${name}`];
  try {
    return await maker.namespace.run('runc', runc, { timeoutMs: PROGRAM_MS });
  } finally {
    await maker.namespace.run('sh', ['-c', `umount -l ${bundle}/root ${bundle}`]);
  }
}

/** The root directory: the machine's own as lower layer, what is written to it in memory, within limits; containers.conf from standard input. */
const ROOT = `
mount -t tmpfs -o size=256m tmpfs "$1"; cd "$1"; mkdir upper work root
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" root
cd root
rm -rf var/lib/containers run/containers run/libpod tmp/containers-user-* tmp/podman-run-* etc/containers/storage.conf
mkdir -p var/lib/containers opt/regdoctor opt/image; : >opt/node
cat >etc/containers/containers.conf
eval "$2"
`;

function specification(maker: PodMaker, bundle: string, options: PodOptions, script: string): object {
  const uid = options.uid ?? 0;
  const names = options.capabilities ?? DEFAULT_CAPABILITIES;
  const bounding = names.map((name) => `CAP_${name}`);
  const effective = uid === 0 ? bounding : [];
  const environment = {
    PATH: PROGRAM_PATH,
    HOME: uid === 0 ? '/root' : '/home/pod',
    BUILDAH_ISOLATION: 'chroot',
    ...options.environment,
  };
  return {
    ociVersion: '1.0.2',
    process: {
      user: { uid, gid: uid },
      args: ['sh', '-c', script],
      env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
      cwd: '/',
      capabilities: { bounding, effective, permitted: effective, inheritable: [], ambient: [] },
      noNewPrivileges: options.noNewPrivileges ?? false,
    },
    root: { path: `${bundle}/root`, readonly: options.readOnly ?? false },
    hostname: 'pod',
    mounts: [
      ...MOUNTS,
      ...(Object.keys(IN_POD) as (keyof typeof IN_POD)[]).map((name) => ({
        destination: IN_POD[name],
        type: 'bind',
        source: maker.outside[name],
        options: ['bind', 'ro'],
      })),
      ...Object.entries(options.volumes ?? {}).map(([destination, flags]) => ({
        destination,
        type: 'tmpfs',
        source: 'tmpfs',
        options: flags,
      })),
    ],
    linux: {
      namespaces: ['pid', 'ipc', 'uts', 'mount', 'network', ...(options.ownUsers === true ? ['user'] : [])].map(
        (type) => ({ type }),
      ),
      ...(options.ownUsers === true ? { uidMappings: OWN_USERS, gidMappings: OWN_USERS } : {}),
      devices: options.fuse === undefined || options.fuse === 'none' ? [] : [FUSE],
      resources: {
        devices: [
          ...DEVICE_RULES,
          ...(options.fuse === 'device' ? [{ allow: true, ...CHARACTER, major: 10, minor: 229 }] : []),
        ],
      },
      maskedPaths: ['/proc/kcore', '/proc/keys', '/proc/timer_list', '/proc/scsi'],
      readonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
      ...(options.seccomp === true ? { seccomp: filter(names.includes('SYS_ADMIN')) } : {}),
    },
  };
}

const MOUNTS = [
  { destination: '/proc', type: 'proc', source: 'proc' },
  { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'mode=755', 'size=65536k'] },
  { destination: '/dev/pts', type: 'devpts', source: 'devpts', options: ['newinstance', 'ptmxmode=0666'] },
  { destination: '/dev/shm', type: 'tmpfs', source: 'shm' },
  { destination: '/dev/mqueue', type: 'mqueue', source: 'mqueue' },
  { destination: '/sys', type: 'sysfs', source: 'sysfs', options: ['nosuid', 'noexec', 'nodev', 'ro'] },
  { destination: '/sys/fs/cgroup', type: 'cgroup', source: 'cgroup', options: ['nosuid', 'noexec', 'nodev', 'ro'] },
];
const OWN_USERS = [{ containerID: 0, hostID: 100_000, size: 65_536 }];
const CHARACTER = { type: 'c', access: 'rwm' };
const FUSE = { path: '/dev/fuse', type: 'c', major: 10, minor: 229, fileMode: 0o666, uid: 0, gid: 0 };
const DEVICE_RULES = [
  { allow: false, access: 'rwm' },
  ...(
    [
      [1, 3],
      [1, 5],
      [1, 7],
      [1, 8],
      [1, 9],
      [5, 0],
      [5, 2],
    ] as const
  ).map(([major, minor]) => ({ allow: true, ...CHARACTER, major, minor })),
  { allow: true, type: 'c', access: 'm' },
  { allow: true, type: 'b', access: 'm' },
];

/** What containerd's default profile refuses, of what clients of containers/storage call; SYS_ADMIN lifts most of it. */
function filter(isAdministrator: boolean): object {
  const refused = ['pivot_root', 'keyctl', 'add_key'];
  const namespaces = ['unshare', 'setns', 'mount', 'umount2', 'mount_setattr', 'move_mount', 'fsopen', 'open_tree'];
  const newUser = 0x10000000;
  return {
    defaultAction: 'SCMP_ACT_ALLOW',
    syscalls: [
      { names: isAdministrator ? refused : [...refused, ...namespaces], action: 'SCMP_ACT_ERRNO', errnoRet: 1 },
      ...(isAdministrator
        ? []
        : [
            { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 38 },
            {
              names: ['clone'],
              action: 'SCMP_ACT_ERRNO',
              errnoRet: 1,
              args: [{ index: 0, value: newUser, valueTwo: newUser, op: 'SCMP_CMP_MASKED_EQ' }],
            },
          ]),
    ],
  };
}
