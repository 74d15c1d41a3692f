/** Pod Security levels, from the most open to the strictest (kubernetes/pod-security-admission policy/check_*.go). */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

/** How something is printed: a line for a shell, or a manifest. */
export type Form = 'line' | 'yaml';

/** What a kind is for, what it needs, and how far it sees. */
export interface Kind {
  /** What it is good for, in one sentence. */
  readonly summary: string;
  /** The strictest level that a namespace may enforce and still admit it. */
  readonly level: PodSecurityLevel;
  /** Why no stricter level admits it; null where none is stricter. */
  readonly because: string | null;
  /** What shows from there, and what does not; null where nothing runs. */
  readonly sees: string | null;
  readonly seesNot: string | null;
  /** Forms that it comes in, the usual one first. */
  readonly forms: readonly [Form, ...Form[]];
}

/** Every kind that `regdoctor pod-spec` prints. */
export const KINDS = {
  run: {
    summary: "a plain pod: the registry as this namespace's pods reach it",
    level: 'baseline',
    because: 'it runs as the image says, as root',
    sees: "the cluster's DNS, network policies, the image's own buildah, podman and skopeo",
    seesNot: "the node's configuration, resolver and credentials: those are what the kubelet pulls with (--kind node)",
    forms: ['line', 'yaml'],
  },
  node: {
    summary: "the node's view: its network, its resolver, its files read-only under /host; what the kubelet pulls with",
    level: 'privileged',
    because: 'hostNetwork and a hostPath',
    sees: "the node's configuration, CAs, proxies and logins, its DNS and its network",
    seesNot: "the cluster's DNS and network policies (--kind run); a pull secret, unless --secret names it",
    forms: ['line', 'yaml'],
  },
  restricted: {
    summary: 'a plain pod for a namespace that enforces Pod Security "restricted": uid 1000, no capabilities',
    level: 'restricted',
    because: null,
    sees: "the cluster's DNS, network policies, the image's own configuration",
    seesNot: 'the node; what buildah and podman would do, since neither starts there (skopeo does)',
    forms: ['line', 'yaml'],
  },
  secret: {
    summary: 'a plain pod with a pull secret mounted and used (--secret goes with run, node, restricted and build too)',
    level: 'baseline',
    because: 'it runs as the image says, as root',
    sees: 'what an account of that secret may pull and push',
    seesNot: "the node's configuration (--kind node --secret NAME)",
    forms: ['line', 'yaml'],
  },
  build: {
    summary: 'buildah and podman work in it without privileged: storage on an emptyDir, seccomp and AppArmor off',
    level: 'privileged',
    because: 'seccompProfile Unconfined and appArmorProfile Unconfined',
    sees: "what a build in a pod sees: the cluster's DNS and network policies, real pulls, pushes and builds",
    seesNot: "the node's configuration (--kind node)",
    forms: ['line', 'yaml'],
  },
  'debug-node': {
    summary: "kubectl debug on a node: like node, but the node's disk is writable; the pod stays until it is deleted",
    level: 'privileged',
    because: 'hostNetwork, hostPID, hostIPC and a hostPath',
    sees: 'the same as node',
    seesNot: "a pull secret; and kubectl debug does not hand regdoctor's exit code on",
    forms: ['line'],
  },
  'debug-pod': {
    summary: 'kubectl debug in a pod that is there: its network, and the network policies that hold for it',
    level: 'baseline',
    because: 'it runs as the image says, as root, unless the pod says otherwise',
    sees: 'the network and the resolver of exactly that pod',
    seesNot: "the node; a pull secret; and kubectl debug does not hand regdoctor's exit code on",
    forms: ['line'],
  },
  job: {
    summary: 'a Job with the view of one node: goes on when the terminal is lost, and keeps what it said',
    level: 'privileged',
    because: 'hostNetwork and a hostPath',
    sees: 'the same as node',
    seesNot: 'the same as node',
    forms: ['yaml'],
  },
  daemonset: {
    summary: 'a DaemonSet: the view of every node, one log each, to find the node that differs',
    level: 'privileged',
    because: 'hostNetwork and a hostPath',
    sees: 'the same as node, on all of them',
    seesNot: 'the same as node',
    forms: ['yaml'],
  },
  deployment: {
    summary:
      'a Deployment of the image itself: the kubelet pulls it, with the pull secret, and the events say how it went',
    level: 'baseline',
    because: 'it runs as the image says',
    sees: 'what the kubelet and its runtime really do',
    seesNot: 'why: regdoctor is not in it',
    forms: ['yaml'],
  },
  rbac: {
    summary: 'a Role with what kubectl run needs, for an account that has no right to make pods yet',
    level: 'restricted',
    because: null,
    sees: null,
    seesNot: null,
    forms: ['yaml'],
  },
  namespace: {
    summary: 'a Namespace that admits the kinds which need Pod Security "privileged"',
    level: 'restricted',
    because: null,
    sees: null,
    seesNot: null,
    forms: ['yaml'],
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** Name of a kind. */
export type KindName = keyof typeof KINDS;

/** Names of all kinds, in the order in which they are shown. */
export const KIND_NAMES = Object.keys(KINDS) as readonly KindName[];

/** Kinds that are one pod of our own making: printed as a `kubectl run` line or as a Pod. */
export type PodKind = 'run' | 'node' | 'restricted' | 'secret' | 'build';

/** Whether a word names a kind. */
export function isKindName(word: string): word is KindName {
  return Object.hasOwn(KINDS, word);
}

/** Whether a kind is one pod of our own making. */
export function isPodKind(kind: KindName): kind is PodKind {
  return (KINDS[kind].forms as readonly Form[]).length === 2;
}
