import type { Observation } from '../../client.js';
import { fileSource } from '../../containers-image/registries/text.js';
import type { Observed } from './observed.js';

/** daemon.json as the running engine can't know it, unless it was told to read it again. */
export function startObservations({ config }: Pick<Observed, 'config'>): Observation[] {
  const { start, file, changedSince } = config;
  if (!changedSince) return [];
  const path = start.configPath;
  const at = (text: string, line: number | null): Observation => ({
    code: file.ok ? 'config-needs-restart' : 'config-parse-error',
    source: fileSource(path, line, ''),
    text,
    meant: 'other',
    cure: [],
  });
  if (!file.ok)
    return [
      at(
        `${path} was changed after dockerd was started, and stops it at its next start: ${file.text}`,
        file.source.line,
      ),
    ];
  const how =
    'insecure-registries and registry-mirrors count after systemctl reload docker, anything else after a restart';
  return [at(`${path} was changed after dockerd was started: ${how}`, null)];
}
