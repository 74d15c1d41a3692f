import type { Observation } from '../../client.js';
import { generatedFiles } from '../generated.js';
import { type AgentNode, registriesSource } from '../node.js';
import { restartCommand } from '../restart.js';

/**
 * containerd's files are not what registries.yaml gives: it was changed and the agent not started again. Silent where the agent is known to
 * have started after the change: then something else wrote the files. The cure are the files as the next start writes them.
 */
export function notRestarted(node: AgentNode, registry: string): readonly Observation[] {
  const { registries, flavour, settings, certsDirectory } = node;
  const changed = registries.read.kind === 'file' ? (registries.read.modifiedMs ?? null) : null;
  const started = settings.running?.startedMs ?? null;
  if (changed === null || (started !== null && changed <= started)) return [];
  const when = started === null ? '' : ' and was changed after the running one started';
  const text = `${registries.path} is read when ${flavour.client} starts${when}: the files made from it say something else for ${registry} (${restartCommand(node)})`;
  const cure = generatedFiles(node).flatMap(({ path, content }) =>
    content !== null && path.startsWith(`${certsDirectory}/`) ? [{ path, content }] : [],
  );
  return [{ code: 'config-needs-restart', source: registriesSource(registries, null, ''), text, meant: 'other', cure }];
}
