import { isInPod, managedHosts, type OwnSurroundings } from './in-pod.js';
import type { KubernetesPod } from './kubernetes-pod.js';

/** Where facts are seen from. */
export interface Vantage {
  readonly network: 'pod' | 'node' | 'host';
  readonly resolver: 'pod' | 'node' | 'host';
  /** Root of the files looked at: `/` or, for example, `/host`. */
  readonly files: string;
  /** `noticed`: a node's disk was found there, nobody named it. Left out: it is this machine's own `/`. */
  readonly filesFrom?: 'asked' | 'noticed' | undefined;
  /** True where that root is mounted read-only here. */
  readonly filesReadOnly?: boolean | undefined;
  /** The pod that this process runs in; null or left out: none. */
  readonly kubernetes?: KubernetesPod | null | undefined;
}

export interface VantageInputs extends OwnSurroundings {
  /** Root of the files looked at. */
  readonly root: string;
}

/** Interfaces that a network plugin makes on the node and never in a pod: seeing one means hostNetwork. */
const NODE_INTERFACE = /^(?:cni\d|cbr0|docker0|flannel|kube-|cali[0-9a-f]|cilium_|veth|lxc[0-9a-f]|weave|antrea|ovn-)/;

/**
 * Where this process probably looks from, on evidence only. `pod`: Kubernetes' variable, mount or hosts file is there; its
 * network is the node's where the kubelet's hosts file says so or the node's interfaces are visible, its resolver the node's where resolv.conf
 * lacks the cluster's search domains (dnsPolicy Default, or ClusterFirst with hostNetwork). No evidence: `host`.
 */
export function guessVantage({ environment, ownFiles, root }: VantageInputs): Vantage {
  if (!isInPod({ environment, ownFiles })) return { network: 'host', resolver: 'host', files: root };
  const interfaces = ownFiles.list('/sys/class/net');
  const onNode = interfaces.kind === 'directory' && interfaces.names.some((name) => NODE_INTERFACE.test(name));
  const resolvConf = ownFiles.read('/etc/resolv.conf');
  const clusterSearch = resolvConf.kind === 'file' && /^search\b.*[ \t]svc\./m.test(resolvConf.text);
  return {
    network: managedHosts(ownFiles) ?? (onNode ? 'node' : 'pod'),
    resolver: clusterSearch ? 'pod' : 'node',
    files: root,
  };
}
