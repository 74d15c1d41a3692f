import type { PlanRequest, Remedy, RemedyGoal } from '../client.js';
import { certsRemedies } from '../containerd/remedies.js';
import { parseCtrReference } from './reference.js';

/** Where the remedy is written when no `--hosts-dir` is given: where the node's CRI finds it too. */
const HOSTS_DIRECTORY = '/etc/containerd/certs.d';

/** hosts.toml under the directory of `--hosts-dir`, with the flag that makes ctr read it. */
export function ctrRemedies({ host, version, reference, flags }: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const parsed = parseCtrReference(reference);
  if ('error' in parsed) return [];
  const root = flags.certDirectory ?? HOSTS_DIRECTORY;
  const { registry } = parsed;
  if (goal.kind === 'plain-http' && goal.port === null && flags.certDirectory === null) return [plainHttp(reference)];
  return certsRemedies({ host, version: version.text, roots: [root], registry }, goal).map((remedy) => ({
    ...remedy,
    prose: flags.certDirectory === null ? [`call ctr with --hosts-dir ${root}: without it no hosts.toml is read`] : [],
    flags: { certDirectory: root },
  }));
}

/** A host that no file names is asked over plain HTTP (containerd `cmd/ctr/commands/resolver.go`: GetResolver). */
function plainHttp(reference: string): Remedy {
  return {
    summary: 'pull with --plain-http',
    files: [],
    prose: [`ctr images pull --plain-http ${reference}`],
    limits: ['for this one call only; the kubelet asks containerd itself, which knows no such flag'],
    reload: 'none needed',
    flags: { plainHttp: true },
  };
}
