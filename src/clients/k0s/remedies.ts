import type { Host } from '../../host/host.js';
import { parseReference } from '../../reference/parse.js';
import type { PlanRequest, Remedy, RemedyGoal } from '../client.js';
import { withConfigPath } from '../containerd/cri/edit-config.js';
import { certsRemedies } from '../containerd/remedies.js';
import { certsPlace } from './certs.js';
import { CERTS_ROOT, CONTAINERD_TOML, configuredRoot, k0sNode } from './node.js';

/** hosts.toml in the directory that counts, with the drop-in that names one where none does; a file of the user's own gets the line itself. */
export function k0sRemedies(request: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const parsed = parseReference(request.reference);
  const node = k0sNode(request.host, request.version.text);
  if (!parsed.ok || node.refusal !== null || node.configuration.broken !== null) return [];
  const { registry } = parsed.reference;
  const place = certsPlace(node);
  const own = place === null && !node.managed ? withConfigPath(node.configuration, CERTS_ROOT) : null;
  if (place === null && own === null) return [];
  const root = place?.root ?? configuredRoot(node) ?? CERTS_ROOT;
  const extra = place?.files ?? (own === null ? [] : [own]);
  const reload =
    own !== null && place === null
      ? `systemctl restart ${unitOf(node.host)} (containerd reads ${CONTAINERD_TOML} at its start)`
      : extra.length > 0
        ? 'none needed (k0s watches /etc/k0s/containerd.d and starts containerd again; hosts files are read at every pull)'
        : null;
  const certs = { host: node.configured, version: node.containerdVersion, roots: [root], registry };
  return certsRemedies(certs, goal).map((remedy) => ({
    ...remedy,
    files: [...extra, ...remedy.files],
    limits: [...remedy.limits, 'counts on this node only: every node has files of its own'],
    reload: reload ?? remedy.reload,
  }));
}

/** The unit that runs a worker here. */
function unitOf(host: Host): string {
  const isController = ['/etc/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'].some(
    (directory) => host.files.read(`${directory}/k0scontroller.service`).kind === 'file',
  );
  return isController ? 'k0scontroller' : 'k0sworker';
}
