import { changedRegistries } from '../../clients/k3s/edit.js';
import { CONTAINER_PORT, containerBehind, containerNode, isLocalName } from '../../findings/local-registry.js';
import { bareHost } from '../../findings/parts.js';
import { causeBehind } from '../cause-behind.js';
import { fileDraft } from '../file-drafts.js';
import { type FixDraft, type FixRule, NO_CHANGE } from '../fix.js';

const PATH = '/etc/rancher/k3s/registries.yaml';
const CLEAR_TEXT = 'traffic to this registry goes over plain HTTP without any check of who answers';
const OF_THE_NODE =
  'every node has a file of its own, made when the cluster was: for good give the same text to k3d cluster create --registry-config';

/** A registry of this machine, for a k3d node: the mirror under which its container answers in Docker's network. */
export const localMirror: FixRule = {
  codes: ['tcp-refused'],
  drafts(finding, entry, context) {
    const node = containerNode(context.host);
    const cause = causeBehind(finding, entry);
    const registry = entry.plan.reference?.registry;
    if (entry.plan.client !== 'k3s' || node === null || cause?.hop !== 'registry' || registry === undefined) return [];
    const name = bareHost(cause.url);
    if (!isLocalName(name)) return [];
    const read = context.host.files.read(PATH);
    const text = read.kind === 'file' ? read.text : '';
    return [...new Set([name, containerBehind(name, node)])].flatMap((container): FixDraft[] => {
      const url = `http://${container}:${CONTAINER_PORT}`;
      const content = changedRegistries(text, { endpoints: [{ registry, url }] });
      const files = content === null ? null : fileDraft(context.host.files, [{ path: PATH, content }]);
      if (files === null) return [];
      return [
        {
          ...NO_CHANGE,
          ...files,
          kind: 'host',
          summary: `ask for ${registry} at ${url}, where its container answers in the network ${node.network}`,
          limits: [CLEAR_TEXT, OF_THE_NODE],
          reload: 'docker restart NODE (k3s reads registries.yaml at its start)',
        },
      ];
    });
  },
};
