import { ids, namespaces, rightsText } from './rights-evidence.js';
import type { StorageContext, StorageExplanation, StorageRule } from './rule.js';
import type { StorageCause } from './stop.js';

type Explain = (context: StorageContext) => StorageExplanation;

/** Ids or rights that are lacking. */
const BY_CAUSE: Partial<Record<StorageCause, Explain>> = {
  'no-user': ({ facts }) => ({
    title: `User ${facts.rights.uid} has no entry in /etc/passwd, and buildah stops without one`,
    subject: '/etc/passwd',
    evidence: [`no line of /etc/passwd has the user id ${facts.rights.uid}`],
    nextStep: 'run as a user of the image (runAsUser), or let the image have a line for this one',
  }),
  'namespace-refused': ({ facts, client }) => ({
    title: `No user namespace can be made here${because({ facts, client })}`,
    subject: 'user namespaces',
    evidence: [`unshare was tried: ${client.store.tries[0]?.made.says ?? 'refused'}`, ...namespaces(facts)],
    nextStep: 'whoever starts this container, or runs the node, must allow user namespaces',
  }),
  'map-refused': ({ facts, client }) => ({
    title: 'A user namespace can be made, and its ids may not be mapped',
    subject: 'uid_map',
    evidence: [
      `root here lacks SYS_ADMIN, so ${client.client} maps its own ids one to one: ${client.store.tries[0]?.mapped.says ?? 'refused'}`,
      rightsText(facts, ['SETUID', 'SETGID', 'SETFCAP']),
    ],
    nextStep: 'whoever starts this container adds the capabilities SETUID, SETGID and SETFCAP',
  }),
  'no-newuidmap': ({ facts }) => ({
    title: 'newuidmap or newgidmap is not installed, and a user other than root needs both',
    subject: 'newuidmap',
    evidence: ['newuidmap', 'newgidmap'].map((name) => `${name}: ${facts.programs[name]?.path ?? 'not on the PATH'}`),
    nextStep: 'install them: shadow-subids on Alpine, uidmap on Debian and Ubuntu, shadow-utils on Fedora',
  }),
  'newuidmap-refused': ({ facts, client }) => ({
    title: 'newuidmap may not map the subordinate ids, so files of other owners can’t be unpacked',
    subject: 'newuidmap',
    evidence: [
      `newuidmap was tried: ${client.store.tries[0]?.mapped.says ?? 'refused'}`,
      ...ids(facts),
      ...tools(facts),
    ],
    nextStep: 'let newuidmap have its rights: the setuid bit, and allowPrivilegeEscalation in a pod',
  }),
  'no-ranges': ({ facts, client }) => ({
    title: `User ${facts.rights.user ?? facts.rights.uid} has no subordinate ids here, or too few: only files that belong to one user can be unpacked`,
    subject: '/etc/subuid',
    evidence: [
      ...ids(facts),
      ...(facts.rights.uid === 0
        ? ['this container has a user namespace of its own, in which podman maps by /etc/subuid, for root too']
        : []),
      `giving a file to another owner was tried and refused${client.store.tries.at(-1)?.kind === 'single' ? ', with one id mapped' : ''}`,
      'an image whose files all belong to root can be unpacked; nearly every base image has others, such as /etc/shadow',
    ],
    nextStep: 'root adds lines for this user to /etc/subuid and /etc/subgid',
  }),
  'chown-refused': ({ client }) => ({
    title: `Files can't be given to other owners under ${client.settings.graphRoot}`,
    subject: client.settings.graphRoot,
    evidence: [`chown was tried there: ${client.store.tries.at(-1)?.chown.says ?? 'refused'}`],
    nextStep: `put ${client.settings.graphRoot} on a file system that keeps owners, and give the container CHOWN`,
  }),
  'read-only': ({ client, prospects }) => ({
    title: `${prospects[0]?.path ?? 'The store'} lies on a read-only file system`,
    subject: prospects[0]?.path ?? client.settings.graphRoot,
    evidence: client.store.places
      .filter(({ written }) => written.outcome === 'failed')
      .map(
        ({ path, existing, fileSystem, written }) =>
          `${path}: ${existing} (${fileSystem ?? 'unknown'}): ${written.says}`,
      ),
    nextStep: 'whoever starts this container mounts volumes where these directories are',
  }),
  'not-writable': ({ facts, client, prospects }) => ({
    title: `This user may not write to ${prospects[0]?.path ?? client.settings.graphRoot}`,
    subject: prospects[0]?.path ?? client.settings.graphRoot,
    evidence: client.store.places
      .filter(({ written }) => written.outcome === 'failed')
      .map(
        ({ path, existing, written }) =>
          `${path}: writing to ${existing} as user ${facts.rights.uid} gives ${written.says}`,
      ),
    nextStep: 'give this user the directory, or set HOME or XDG_DATA_HOME to one of its own',
  }),
  capabilities: ({ facts }) => ({
    title: 'Root here lacks capabilities that every container and RUN step is given',
    subject: 'capabilities',
    evidence: [rightsText(facts, facts.rights.capabilities)],
    nextStep: 'whoever starts this container adds the default capabilities of the runtime',
  }),
  'pivot-refused': ({ facts, client }) => ({
    title: 'A container can’t get a root directory of its own here: pivot_root is refused',
    subject: 'pivot_root',
    evidence: [`pivot_root was tried: ${client.store.tries.at(-1)?.pivot.says ?? 'refused'}`, ...namespaces(facts)],
    nextStep: 'whoever starts this container sets its seccomp profile to Unconfined; builds do with chroot isolation',
  }),
  'proc-refused': ({ client }) => ({
    title: 'A container can’t get a /proc of its own here, since this container’s own is masked',
    subject: '/proc',
    evidence: [`mounting proc was tried: ${client.store.tries.at(-1)?.proc.says ?? 'refused'}`],
    nextStep: 'bind this /proc into containers: volumes = ["/proc:/proc"] under [containers] of containers.conf',
  }),
};

/** Causes of lacking ids and rights. */
export const storagePermissionUserns: StorageRule = {
  code: 'storage-permission-userns',
  causes: Object.keys(BY_CAUSE) as StorageCause[],
  explains: (context) => {
    const explain = BY_CAUSE[context.cause];
    if (explain === undefined) throw new Error(`no explanation of ${context.cause}`);
    return explain(context);
  },
};

/** What forbids it, as far as it can be told: a filter of system calls answers "not permitted" and nothing else. */
function because({ facts: { rights, kernel }, client }: Pick<StorageContext, 'facts' | 'client'>): string {
  if (kernel.maxUserNamespaces === 0) return ': user.max_user_namespaces is 0';
  if (kernel.unprivilegedUserNamespaces === 0) return ': kernel.unprivileged_userns_clone is 0';
  if (!/not permitted|permission denied/i.test(client.store.tries[0]?.made.says ?? '')) return '';
  if (rights.seccomp === 'filter') return ': a seccomp filter is active';
  return rights.appArmor === null ? '' : `: AppArmor confines this process (${rights.appArmor})`;
}

function tools({ programs, rights }: StorageContext['facts']): string[] {
  const { newuidmap } = programs;
  if (newuidmap === null || newuidmap === undefined) return [];
  return [
    `${newuidmap.path} ${newuidmap.setUid ? 'has its setuid bit' : 'has no setuid bit'}`,
    ...(rights.noNewPrivileges
      ? ['this process may gain no rights (allowPrivilegeEscalation: false), so the bit has no effect']
      : []),
  ];
}
