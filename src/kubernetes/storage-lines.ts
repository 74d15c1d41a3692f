import { shellWord } from '../text/shell.js';
import type { PodSecurityLevel } from './kinds.js';

/** Lines of a pod's spec that cure something, and what they cost. */
export interface PodLines {
  /** Under `spec:` of the Pod, YAML; the container is the one called CONTAINER. Empty where lines elsewhere do it. */
  readonly yaml: string;
  /** The same for `docker run` and `podman run`, where no Kubernetes starts the container. */
  readonly flags: string;
  /** The strictest level that still admits the lines. */
  readonly level: PodSecurityLevel;
  /** What the pod gives away or what it takes to have it, in one sentence. */
  readonly gives: string;
}

/** The name that stands for the container's own in every snippet. */
const CONTAINER = 'CONTAINER';

/** A container's `securityContext` of one line. */
function securityContext(lines: string): string {
  return `containers:\n- name: ${CONTAINER}\n  securityContext: ${lines}\n`;
}

/** Empty volumes at the given directories. */
export function emptyDirLines(paths: readonly string[]): PodLines {
  const mounts = paths.map((path, index) => `  - {name: room-${index + 1}, mountPath: ${yamlText(path)}}\n`).join('');
  const volumes = paths.map((_, index) => `- {name: room-${index + 1}, emptyDir: {}}\n`).join('');
  return {
    yaml: `containers:\n- name: ${CONTAINER}\n  volumeMounts:\n${mounts}volumes:\n${volumes}`,
    flags: paths.map((path) => `--volume ${shellWord(path)}`).join(' '),
    level: 'restricted',
    gives: 'Gives nothing away. What is stored there ends with the pod and counts as its ephemeral storage.',
  };
}

/** No filter of system calls. */
export const UNCONFINED_SECCOMP: PodLines = {
  yaml: securityContext('{seccompProfile: {type: Unconfined}}'),
  flags: '--security-opt seccomp=unconfined',
  level: 'privileged',
  gives: 'Every system call that the other rights of the container allow can then be made.',
};

/** No AppArmor profile; Kubernetes 1.30 or later, an annotation before. */
export const UNCONFINED_APPARMOR: PodLines = {
  yaml: securityContext('{appArmorProfile: {type: Unconfined}}'),
  flags: '--security-opt apparmor=unconfined',
  level: 'privileged',
  gives: 'The container may then mount and trace as far as its other rights allow. Kubernetes 1.30 or later.',
};

/** User namespaces by the kubelet, with the right to mount inside of them. */
export const OWN_USERS: PodLines = {
  yaml: `hostUsers: false\n${securityContext('{capabilities: {add: [SYS_ADMIN]}}')}`,
  flags: '--userns auto --cap-add SYS_ADMIN (podman run)',
  level: 'privileged',
  gives:
    'SYS_ADMIN counts inside of the pod’s own user namespace only. Kubernetes 1.33, Linux 6.3 and containerd 2.0 or later; not with hostNetwork. Builds work; podman run still needs a wider seccomp profile.',
};

/** Capabilities; those of the runtimes' default set are in the baseline. */
export function capabilityLines(names: readonly string[]): PodLines {
  return {
    yaml: securityContext(`{capabilities: {add: [${names.join(', ')}]}}`),
    flags: names.map((name) => `--cap-add ${name}`).join(' '),
    level: names.includes('SYS_ADMIN') ? 'privileged' : 'baseline',
    gives: 'They are of the set that containerd and Docker give by default, and count inside of this container.',
  };
}

/** Programs with a setuid bit get their rights. */
export const ESCALATION: PodLines = {
  yaml: securityContext('{allowPrivilegeEscalation: true, capabilities: {add: [SETUID, SETGID]}}'),
  flags: '--cap-add SETUID --cap-add SETGID, without --security-opt no-new-privileges',
  level: 'baseline',
  gives: 'Programs with a setuid bit or file capabilities may then raise their rights, up to the container’s own.',
};

/** /dev/fuse; there is no field of its own for it. */
export const FUSE_DEVICE: PodLines = {
  yaml: `# CRI-O, where allowed_devices has /dev/fuse and the handler allows the annotation:\n# metadata: {annotations: {io.kubernetes.cri-o.Devices: /dev/fuse}}\n# containerd: a device plugin that offers it, as resources.limits, or:\n${securityContext('{privileged: true}')}`,
  flags: '--device /dev/fuse',
  level: 'privileged',
  gives:
    'The annotation and a device plugin give one device away and stay within the baseline; privileged gives the node.',
};

/** A text as one YAML scalar of a flow mapping. */
function yamlText(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : JSON.stringify(text);
}
