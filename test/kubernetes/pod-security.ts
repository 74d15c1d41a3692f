/** Pod Security levels, from the most open to the strictest. */
export type Level = 'privileged' | 'baseline' | 'restricted';

type Json = Readonly<Record<string, unknown>>;
interface Rule {
  readonly level: 'baseline' | 'restricted';
  /** What the pod does that the level forbids; null where it does not. */
  readonly broken: (pod: Pod) => string | null;
}
interface Pod {
  readonly spec: Json;
  readonly annotations: Json;
  readonly containers: readonly Json[];
}

/** Capabilities that baseline lets a container add (pod-security-admission `check_capabilities_baseline.go`): containerd's usual ones without NET_RAW. */
const BASELINE_CAPABILITIES =
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  );
/** Volumes of "restricted" (`check_restrictedVolumes.go`). */
const RESTRICTED_VOLUMES =
  'configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret'.split(' ');
/** `check_sysctls.go`, newest. */
const SAFE_SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
  'net.ipv4.tcp_slow_start_after_idle',
  'net.ipv4.tcp_notsent_lowat',
];
/** `check_seLinuxOptions.go`, newest. */
const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];

const RULES: readonly Rule[] = [
  {
    level: 'baseline',
    broken: ({ spec }) => first(['hostNetwork', 'hostPID', 'hostIPC'], (field) => spec[field] === true),
  },
  {
    level: 'baseline',
    broken: ({ spec }) => (volumes(spec).some((volume) => 'hostPath' in volume) ? 'a hostPath volume' : null),
  },
  { level: 'baseline', broken: (pod) => any(pod, (c) => security(c)['privileged'] === true, 'privileged') },
  {
    level: 'baseline',
    broken: (pod) => any(pod, (c) => added(c).some((one) => !BASELINE_CAPABILITIES.includes(one)), 'capabilities.add'),
  },
  {
    level: 'baseline',
    broken: (pod) =>
      any(pod, (c) => list(c['ports']).some(({ hostPort }) => hostPort !== undefined && hostPort !== 0), 'hostPort'),
  },
  { level: 'baseline', broken: (pod) => everywhere(pod, (s) => typeOutside(s['seccompProfile']), 'seccompProfile') },
  { level: 'baseline', broken: (pod) => everywhere(pod, (s) => typeOutside(s['appArmorProfile']), 'appArmorProfile') },
  {
    level: 'baseline',
    broken: ({ annotations }) =>
      Object.entries(annotations).some(
        ([key, value]) =>
          key.startsWith('container.apparmor.security.beta.kubernetes.io/') &&
          !/^(|runtime\/default|localhost\/.*)$/.test(String(value)),
      )
        ? 'an AppArmor annotation'
        : null,
  },
  {
    level: 'baseline',
    broken: (pod) =>
      any(pod, (c) => !['Default', undefined].includes(security(c)['procMount'] as string | undefined), 'procMount'),
  },
  {
    level: 'baseline',
    broken: (pod) => everywhere(pod, (s) => badSelinux(object(s['seLinuxOptions'])), 'seLinuxOptions'),
  },
  {
    level: 'baseline',
    broken: ({ spec }) =>
      list(object(spec['securityContext'])['sysctls']).some(({ name }) => !SAFE_SYSCTLS.includes(String(name)))
        ? 'sysctls'
        : null,
  },
  {
    level: 'baseline',
    broken: (pod) => everywhere(pod, (s) => object(s['windowsOptions'])['hostProcess'] === true, 'hostProcess'),
  },
  { level: 'baseline', broken: (pod) => any(pod, namesAnotherHost, 'a probe or hook that names a host') },
  {
    level: 'restricted',
    broken: ({ spec }) =>
      volumes(spec).some((volume) => !Object.keys(volume).some((kind) => RESTRICTED_VOLUMES.includes(kind)))
        ? 'a volume of another kind'
        : null,
  },
  {
    level: 'restricted',
    broken: (pod) => any(pod, (c) => security(c)['allowPrivilegeEscalation'] !== false, 'allowPrivilegeEscalation'),
  },
  {
    level: 'restricted',
    broken: (pod) =>
      any(pod, (c) => !strings(object(security(c)['capabilities'])['drop']).includes('ALL'), 'capabilities.drop') ??
      any(pod, (c) => added(c).some((one) => one !== 'NET_BIND_SERVICE'), 'capabilities.add'),
  },
  { level: 'restricted', broken: (pod) => setEverywhere(pod, 'runAsNonRoot', (value) => value === true) },
  { level: 'restricted', broken: (pod) => everywhere(pod, (s) => s['runAsUser'] === 0, 'runAsUser 0') },
  { level: 'restricted', broken: (pod) => setEverywhere(pod, 'seccompProfile', (value) => value !== undefined) },
];

/** What in a pod each level forbids: our words for the checks of Kubernetes' pod-security-admission (`policy/check_*.go`, Linux, newest version). */
export function podSecurityProblems(object: Json): readonly { level: 'baseline' | 'restricted'; what: string }[] {
  const spec = (object['spec'] ?? {}) as Json;
  const metadata = (object['metadata'] ?? {}) as Json;
  const pod = {
    spec,
    annotations: (metadata['annotations'] ?? {}) as Json,
    containers: ['containers', 'initContainers', 'ephemeralContainers'].flatMap((field) => list(spec[field])),
  };
  return RULES.flatMap(({ level, broken }) => {
    const what = broken(pod);
    return what === null ? [] : [{ level, what }];
  });
}

/** The strictest level that admits a pod. */
export function podSecurityLevel(pod: Json): Level {
  const problems = podSecurityProblems(pod);
  if (problems.some(({ level }) => level === 'baseline')) return 'privileged';
  return problems.length > 0 ? 'baseline' : 'restricted';
}

function first(names: readonly string[], is: (name: string) => boolean): string | null {
  return names.find(is) ?? null;
}
function any({ containers }: Pod, is: (container: Json) => boolean, what: string): string | null {
  return containers.some(is) ? what : null;
}
/** The pod's own security context, or that of any container. */
function everywhere({ spec, containers }: Pod, is: (security: Json) => boolean, what: string): string | null {
  return [object(spec['securityContext']), ...containers.map(security)].some(is) ? what : null;
}
/** A setting that each container must have, from itself or from the pod; a container's own wins, and a wrong one of the pod's is wrong by itself. */
function setEverywhere({ spec, containers }: Pod, field: string, good: (value: unknown) => boolean): string | null {
  const ofPod = object(spec['securityContext'])[field];
  if (ofPod !== undefined && !good(ofPod)) return field;
  return containers.every((container) => good(security(container)[field] ?? ofPod)) ? null : field;
}
function typeOutside(profile: unknown): boolean {
  return profile !== undefined && !['RuntimeDefault', 'Localhost'].includes(String(object(profile)['type']));
}
function badSelinux({ type, user, role }: Json): boolean {
  return !SELINUX_TYPES.includes(String(type ?? '')) || Boolean(user) || Boolean(role);
}
function namesAnotherHost(container: Json): boolean {
  const { postStart, preStop } = object(container['lifecycle']);
  const handlers = [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((field) => container[field]),
    postStart,
    preStop,
  ];
  return handlers
    .map(object)
    .some((handler) => ['httpGet', 'tcpSocket'].some((kind) => Boolean(object(handler[kind])['host'])));
}
function security(container: Json): Json {
  return object(container['securityContext']);
}
function added(container: Json): readonly string[] {
  return strings(object(security(container)['capabilities'])['add']);
}
function volumes(spec: Json): readonly Json[] {
  return list(spec['volumes']);
}
function object(value: unknown): Json {
  return (value ?? {}) as Json;
}
function list(value: unknown): readonly Json[] {
  return (value ?? []) as readonly Json[];
}
function strings(value: unknown): readonly string[] {
  return (value ?? []) as readonly string[];
}
