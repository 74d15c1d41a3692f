import { CONTAINER_CAPABILITIES } from '../../findings/storage/container-step.js';
import type { StorageContext } from '../../findings/storage/rule.js';
import {
  capabilityLines,
  ESCALATION,
  OWN_USERS,
  UNCONFINED_APPARMOR,
  UNCONFINED_SECCOMP,
} from '../../kubernetes/storage-lines.js';
import { shellWord } from '../../text/shell.js';
import { hereFix, nodeFix, podFix, type StorageFix } from './fix.js';

/** Enough for the ids of any image in use, as adduser gives them. */
const ENOUGH_IDS = 65_536;
/** Where adduser begins on a machine with all ids. */
const FIRST_ID = 100_000;
const AS_ROOT = { kind: 'hypothetical', says: 'not tried: it takes root here' } as const;

/** Cures where no user namespace can be made, by what forbids it. */
export function namespaceFixes({ facts: { kernel, rights, inPod }, client }: StorageContext): StorageFix[] {
  if (kernel.maxUserNamespaces === 0)
    return [nodeFix('allow user namespaces', ['sysctl -w user.max_user_namespaces=15000'])];
  if (kernel.unprivilegedUserNamespaces === 0)
    return [nodeFix('allow user namespaces', ['sysctl -w kernel.unprivileged_userns_clone=1'])];
  const limits = client.store.places.some(({ use, fileSystem }) => use === 'store' && fileSystem === 'overlay')
    ? [
        `the store lies on overlay: it needs a volume at ${client.settings.graphRoot.replace(/(?<=.)\/storage$/, '')} as well`,
      ]
    : [];
  const fixes: StorageFix[] = [];
  if (kernel.appArmorRestrictsUserNamespaces === 1)
    fixes.push(
      nodeFix('let programs make user namespaces', ['sysctl -w kernel.apparmor_restrict_unprivileged_userns=0']),
    );
  if (rights.appArmor !== null) fixes.push(podFix('no AppArmor profile', UNCONFINED_APPARMOR, limits));
  if (rights.seccomp === 'filter' || inPod)
    fixes.push(podFix('a seccomp profile that lets unshare through', UNCONFINED_SECCOMP, limits));
  if (rights.uid === 0) fixes.push(podFix('user namespaces by the kubelet instead', OWN_USERS, limits));
  return fixes;
}

/** Cures where ids may not be mapped. */
export function mapFixes({ facts, cause }: StorageContext): StorageFix[] {
  const { rights, programs } = facts;
  switch (cause) {
    case 'map-refused':
      return [podFix('the capabilities that mapping ids needs', capabilityLines(['SETUID', 'SETGID', 'SETFCAP']))];
    case 'no-newuidmap':
      return [
        hereFix('install newuidmap and newgidmap', ['apk add shadow-subids || apt-get install -y uidmap'], AS_ROOT),
      ];
    case 'no-ranges':
      return subordinateLines(facts).length === 0
        ? []
        : [hereFix('give this user ids, as root', subordinateLines(facts), AS_ROOT)];
    case 'newuidmap-refused': {
      if (rights.noNewPrivileges) return [podFix('let newuidmap have its rights', ESCALATION)];
      const [uid, gid] = (['newuidmap', 'newgidmap'] as const).map((name) => shellWord(programs[name]?.path ?? name));
      const bit = hereFix('give newuidmap its setuid bit, as root', [`chmod u+s ${uid} ${gid}`], AS_ROOT);
      const capabilities = hereFix(
        'give newuidmap file capabilities in place of the setuid bit, as root',
        [`chmod u-s ${uid} ${gid}`, `setcap cap_setuid+ep ${uid}`, `setcap cap_setgid+ep ${gid}`],
        AS_ROOT,
        ['a newuidmap built without libcap fails where root of the container lacks SYS_ADMIN'],
      );
      return programs['newuidmap']?.setUid === true ? [capabilities] : [bit, capabilities];
    }
    default:
      return [];
  }
}

/** Lines for both files, after the ranges that are there, whoever they belong to, and within the ids of this namespace. */
function subordinateLines({ rights, subordinate }: StorageContext['facts']): string[] {
  const last = Math.max(0, ...rights.uidMap.map(({ inside, count }) => inside + count));
  const free = Math.max(subordinate.uid.end, subordinate.gid.end);
  const first = Math.max(FIRST_ID, free);
  const from = Math.max(rights.uid + 1, free);
  const [start, count] = last > first + ENOUGH_IDS ? [first, ENOUGH_IDS] : [from, last - from];
  // Nothing is left to give: only who made this namespace can.
  if (count < 1) return [];
  const line = `${rights.user ?? rights.uid}:${start}:${count}`;
  return [`echo ${shellWord(line)} | tee -a /etc/subuid /etc/subgid`];
}

/** Cures where a container or a RUN step can't be started. */
export function containerFixes({ facts, cause, prospects }: StorageContext): StorageFix[] {
  const buildToo = prospects.some(({ operation }) => operation === 'bud');
  const chroot: StorageFix[] =
    buildToo && cause !== 'capabilities'
      ? [
          {
            ...hereFix('build without an OCI runtime', ['export BUILDAH_ISOLATION=chroot'], {
              kind: 'tried',
              says: 'the namespace and the mounts that it needs were made here',
            }),
            clients: ['buildah'],
          },
        ]
      : [];
  if (cause === 'pivot-refused')
    return [...chroot, podFix('a seccomp profile that lets pivot_root through', UNCONFINED_SECCOMP)];
  if (cause === 'proc-refused')
    return [
      ...chroot,
      hereFix('bind this /proc into containers', confLines('volumes = ["/proc:/proc"]'), NOT_WRITTEN, [
        'containers then see the processes of this one',
      ]),
    ];
  const missing = CONTAINER_CAPABILITIES.filter((name) => !facts.rights.capabilities.includes(name));
  return [podFix('the capabilities that containers are given', capabilityLines(missing))];
}

const NOT_WRITTEN = { kind: 'hypothetical', says: 'not tried: it would change a file' } as const;

/** Lines that put one setting of [containers] into a file of its own. */
function confLines(setting: string): string[] {
  const directory = '/etc/containers/containers.conf.d';
  return [`mkdir -p ${directory}`, `printf '[containers]\\n${setting}\\n' > ${directory}/50-regdoctor.conf`];
}
