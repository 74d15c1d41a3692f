import type { IdRange, KernelLimits, ProcessRights } from '../../facts/storage.js';
import type { HostFiles } from '../../host/host.js';
import { cleanText } from '../../text/clean.js';

/** Longest name of a profile or release that is kept. */
const MAX_CHARACTERS = 200;

/** Capabilities by bit, without `CAP_` (linux/capability.h). */
const CAPABILITIES =
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'.split(
    ' ',
  );

/** Modes of seccomp as /proc/self/status numbers them (proc(5)). */
const SECCOMP = ['off', 'strict', 'filter'] as const;

/** What this process may do, from its /proc. */
export function processRights(files: HostFiles, ids: { readonly uid: number; readonly gid: number }): ProcessRights {
  const status = textOf(files, '/proc/self/status');
  const field = (name: string): string | undefined => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1];
  const effective = BigInt(`0x${/^[0-9a-f]{1,16}$/.exec(field('CapEff') ?? '')?.[0] ?? '0'}`);
  const profile = cleanText(textOf(files, '/proc/self/attr/current').trim(), MAX_CHARACTERS);
  return {
    ...ids,
    user: passwdEntry(files, ids.uid),
    capabilities: CAPABILITIES.filter((_, bit) => ((effective >> BigInt(bit)) & 1n) === 1n),
    noNewPrivileges: field('NoNewPrivs') === '1',
    seccomp: SECCOMP[Number(field('Seccomp') ?? Number.NaN)] ?? 'unknown',
    uidMap: idMap(textOf(files, '/proc/self/uid_map')),
    limits: {
      openFiles: hardLimit(files, 'Max open files'),
      processes: hardLimit(files, 'Max processes'),
    },
    appArmor: profile === '' || profile === 'unconfined' ? null : profile,
  };
}

/** The switches of this kernel that forbid user namespaces. */
export function kernelLimits(files: HostFiles): KernelLimits {
  const number = (name: string): number | null => {
    const text = textOf(files, `/proc/sys/${name}`).trim();
    return /^\d{1,15}$/.test(text) ? Number(text) : null;
  };
  return {
    release: cleanText(textOf(files, '/proc/sys/kernel/osrelease').trim(), MAX_CHARACTERS),
    maxUserNamespaces: number('user/max_user_namespaces'),
    unprivilegedUserNamespaces: number('kernel/unprivileged_userns_clone'),
    appArmorRestrictsUserNamespaces: number('kernel/apparmor_restrict_unprivileged_userns'),
  };
}

/** A uid_map or gid_map of /proc. */
export function idMap(text: string): IdRange[] {
  return [...text.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s*$/gm)].map(([, inside, outside, count]) => ({
    inside: Number(inside),
    outside: Number(outside),
    count: Number(count),
  }));
}

/** The second column of /proc/self/limits; `unlimited`, or nothing there, is null. */
function hardLimit(files: HostFiles, name: string): number | null {
  const found = new RegExp(`^${name}\\s+\\S+\\s+(\\d+)`, 'm').exec(textOf(files, '/proc/self/limits'));
  return found === null ? null : Number(found[1]);
}

function passwdEntry(files: HostFiles, uid: number): string | null {
  const columns = textOf(files, '/etc/passwd')
    .split('\n')
    .map((line) => line.split(':'));
  return columns.find((each) => each[2] === String(uid))?.[0] ?? null;
}

function textOf(files: HostFiles, path: string): string {
  const read = files.read(path);
  return read.kind === 'file' ? read.text : '';
}
