import type { Host } from '../../host/host.js';
import { isDaemonVariable } from '../../host/process-details.js';
import type { Observation } from '../client.js';
import { type Daemon, runningDaemon, unitVariables } from '../daemon-host.js';
import { changedAfter } from './changed-after.js';

/** Variables that differ for other reasons than a changed unit. */
const OWN_TO_A_PROCESS: readonly string[] = ['HOME', 'PATH', 'XDG_RUNTIME_DIR'];

/**
 * Variables that a unit's files set since the daemon was started, and that it therefore runs without (systemd hands the environment over at the
 * start). Empty where the process, its start or the files' times can't be seen.
 */
export function serviceObservations(host: Host, daemon: Daemon): readonly Observation[] {
  const running = runningDaemon(host, daemon);
  if (running?.environment == null || running.startedMs === null) return [];
  const { environment, startedMs, name: program, pid } = running;
  return [...unitVariables(host, daemon)].flatMap(([name, { value, source }]): Observation[] => {
    if (!isDaemonVariable(name) || OWN_TO_A_PROCESS.includes(name) || environment[name] === value) return [];
    const read = host.files.read(source.name);
    if (read.kind !== 'file' || !changedAfter(startedMs, read.modifiedMs)) return [];
    const how = environment[name] === undefined ? 'without it' : 'with another value';
    return [
      {
        code: 'config-needs-restart',
        source,
        text: `${source.name} sets ${name}, but was changed after ${program} (pid ${pid}) was started: it runs ${how}`,
        meant: 'other',
        cure: [],
      },
    ];
  });
}
