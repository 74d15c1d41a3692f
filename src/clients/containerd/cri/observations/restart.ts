import type { Observation } from '../../../client.js';
import { changedAfter } from '../../../service/changed-after.js';
import { runningContainerd } from '../config-path.js';
import type { CriLook } from './shared.js';

/** Files of the configuration that were changed after containerd was started: it reads them at the start only. Empty where that can't be told. */
export function changedSinceStart({ host, configuration }: CriLook): Observation[] {
  const running = runningContainerd(host);
  const startedMs = running?.startedMs ?? null;
  if (running === null || startedMs === null) return [];
  return configuration.files
    .filter(({ modifiedMs }) => changedAfter(startedMs, modifiedMs))
    .map(({ path }) => ({
      code: 'config-needs-restart' as const,
      source: { kind: 'file' as const, name: path, line: null, says: 'changed since the start' },
      text: `${path} was changed after containerd (pid ${running.pid}) was started, which reads it at its start only: systemctl restart containerd`,
      meant: 'other' as const,
      cure: [],
      before: [{ path, content: null }],
    }));
}
