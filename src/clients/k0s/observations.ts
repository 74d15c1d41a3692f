import type { Observation } from '../client.js';
import { criObservations } from '../containerd/cri/observations/observe.js';
import { deadDropIns } from './dead-drop-ins.js';
import { foreignForms } from './foreign-forms.js';
import type { K0sNode } from './node.js';
import { rootCaFile } from './root-ca-file.js';
import { unreadHosts } from './unread-hosts.js';

/** What has no effect in k0s' files on pulls from a registry (`host[:port]`), or (null) from any. */
export function k0sObservations(node: K0sNode, registry: string | null): readonly Observation[] {
  return [
    ...foreignForms(node, registry),
    ...deadDropIns(node),
    ...unreadHosts(node, registry),
    ...rootCaFile(node, registry),
    // A file that k0s writes needs no words; the user's own is read as containerd's.
    ...(node.managed ? [] : criObservations(node.host, node.configuration, registry)),
  ];
}
