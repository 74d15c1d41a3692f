import type { HostFiles } from './host.js';

/** Where facts are seen from. */
export interface Vantage {
  readonly network: 'pod' | 'node' | 'host';
  readonly resolver: 'pod' | 'node' | 'host';
  /** Root of the files looked at: `/` or, for example, `/host`. */
  readonly files: string;
}

export interface VantageInputs {
  /** This process's own environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** This process's own `/`, also where another root is looked at. */
  readonly ownFiles: HostFiles;
  /** Root of the files looked at. */
  readonly root: string;
}

/** Interfaces that a network plugin makes on the node and never in a pod: seeing one means hostNetwork. */
const NODE_INTERFACE = /^(?:cni\d|cbr0|docker0|flannel|kube-|cali[0-9a-f]|cilium_|veth|lxc[0-9a-f]|weave|antrea|ovn-)/;

/**
 * Where this process probably looks from, on evidence only. `pod`: Kubernetes' variable or mount is there; its
 * network is the node's where the node's interfaces are visible, its resolver the node's where resolv.conf lacks the
 * cluster's search domains (dnsPolicy Default, or ClusterFirst with hostNetwork). No evidence: `host`.
 */
export function guessVantage({ environment, ownFiles, root }: VantageInputs): Vantage {
  const inPod =
    environment.KUBERNETES_SERVICE_HOST !== undefined ||
    ownFiles.list('/var/run/secrets/kubernetes.io').kind !== 'absent';
  if (!inPod) return { network: 'host', resolver: 'host', files: root };
  const interfaces = ownFiles.list('/sys/class/net');
  const onNode = interfaces.kind === 'directory' && interfaces.names.some((name) => NODE_INTERFACE.test(name));
  const resolvConf = ownFiles.read('/etc/resolv.conf');
  const clusterSearch = resolvConf.kind === 'file' && /^search\b.*[ \t]svc\./m.test(resolvConf.text);
  return { network: onNode ? 'node' : 'pod', resolver: clusterSearch ? 'pod' : 'node', files: root };
}
