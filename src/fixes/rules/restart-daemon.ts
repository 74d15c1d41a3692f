import type { DiagnosisContext } from '../../findings/context.js';
import { containerNode } from '../../findings/local-registry.js';
import { observationsOf } from '../../findings/observations.js';
import { type FixRule, NO_CHANGE } from '../fix.js';
import { restartCommand } from '../reload.js';

/** A restart, where what is on disk is right and only what runs is older. */
export const restartDaemon: FixRule = {
  codes: ['config-needs-restart'],
  drafts(finding, entry, context) {
    const { client } = entry.plan;
    const file = finding.about.file ?? '';
    const command = startAnew(client, file, context);
    if (command === null) return [];
    // Files that the daemon itself writes at its start: tried, never printed.
    const files = observationsOf(finding, entry.plan).flatMap(({ cure }) => [...cure]);
    return [
      {
        ...NO_CHANGE,
        kind: 'host',
        summary: `let ${client} read ${file === '' ? 'its files' : file} anew: what is on disk is right, and what runs is older`,
        limits: command.includes('restart docker') ? [STOPS] : [],
        commands: [command],
        prose: isInContainer(context) ? ['a node that is a container (k3d, kind): docker restart NODE'] : [],
        change: { files, restarted: true },
      },
    ];
  },
};

const STOPS = 'containers of this engine stop, unless live-restore is set';

function startAnew(client: string, file: string, { host }: DiagnosisContext): string | null {
  if (client === 'docker' && file.endsWith('/daemon.json')) return 'systemctl reload docker';
  const command = restartCommand(client, host);
  return command !== null && /\.service(?:\.d\/|$)/.test(file) ? `systemctl daemon-reload && ${command}` : command;
}

function isInContainer({ host }: DiagnosisContext): boolean {
  return containerNode(host) !== null;
}
