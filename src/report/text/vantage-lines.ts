import type { Report } from '../schema.js';
import { fold } from './fold.js';

type Vantage = Report['vantage'];

const HOST_NETWORK = {
  yes: "the node's network (hostNetwork)",
  no: 'a network of its own',
  unknown: 'whether its network is its own does not show',
} as const;

/** Where a report's facts were seen from, and the pod that it ran in. */
export function vantageLines(vantage: Vantage, width: number): string[] {
  const { network, resolver, files, filesFrom, kubernetes } = vantage;
  const noticed =
    filesFrom === 'noticed' ? " (a node's disk, noticed there; --root / looks at this container instead)" : '';
  const place =
    network === resolver
      ? `the ${network}'s network and resolver`
      : `the ${network}'s network, the ${resolver}'s resolver`;
  const looked = `looked from: ${place}; configuration files under ${files}${noticed}`;
  return [
    ...fold(looked, width, '  ', ''),
    ...(kubernetes ? fold(`in Kubernetes: ${podWords(kubernetes)}`, width, '  ', '') : []),
  ];
}

function podWords({ pod, namespace, serviceAccount, node, hostNetwork }: NonNullable<Vantage['kubernetes']>): string {
  return [
    pod === null ? 'a pod' : `pod ${pod}`,
    ...(namespace === null ? [] : [`namespace ${namespace}`]),
    ...(serviceAccount === null ? ['no token of a service account'] : [`service account ${serviceAccount}`]),
    ...(node === null ? [] : [`node ${node}`]),
    HOST_NETWORK[hostNetwork],
  ].join(', ');
}

/** Whether fixes are pasted on the machine whose files were looked at, not where its disk is mounted. */
export function isPastedThere({ filesFrom, filesReadOnly }: Vantage): boolean {
  return filesFrom === 'noticed' || filesReadOnly === true;
}

/** Where the looked-at machine's `/` is for whoever pastes. */
export function pasteRoot(vantage: Vantage): string {
  return isPastedThere(vantage) ? '/' : vantage.files;
}

/** How to get to where the lines of the fixes belong, the command on a line of its own; empty where they are pasted right here. */
export function whereToPaste(vantage: Vantage, width: number): string[] {
  if (!isPastedThere(vantage)) return [];
  const { files, filesReadOnly, kubernetes } = vantage;
  const how =
    filesReadOnly === true
      ? `${files} is read-only here, so get a shell there:`
      : `after chroot ${files} sh here, or from elsewhere:`;
  return [
    ...fold(`Lines to paste are for the node itself: ${how}`, width, '  ', ''),
    `  kubectl debug node/${kubernetes?.node ?? 'NODE'} -it --image=IMAGE --profile=sysadmin -- chroot /host sh`,
  ];
}
