import type { Observation } from '../../client.js';
import { fileSource } from '../../containers-image/registries/text.js';
import { tableOf } from '../daemon/config.js';
import { withEntries, withoutKey } from '../daemon/edit.js';
import { flattened } from '../daemon/json-file.js';
import { PLURALS } from '../daemon/known-keys.js';
import type { Observed } from './observed.js';

const MEANT: Readonly<Record<string, Observation['meant']>> = {
  'insecure-registries': 'insecure',
  'registry-mirrors': 'mirror',
};

/** Keys that the engine takes and never looks at again: a list flag's own name, and lists inside another object (run: dockerd 20.10.24). */
export function keyObservations({ config }: Pick<Observed, 'config'>): Observation[] {
  const { file, start } = config;
  if (!file.ok || file.read.kind !== 'file') return [];
  const { text } = file.read;
  const { document } = file;
  return flattened(tableOf(document)).flatMap(({ name, path, value }): Observation[] => {
    const plural = PLURALS[name] ?? name;
    const nested = path.length > 1;
    const isList = plural === 'insecure-registries' || plural === 'registry-mirrors';
    if (!(Object.hasOwn(PLURALS, name) && !nested) && !(nested && isList)) return [];
    const why = nested
      ? `${name} stands inside ${path[0]} and is not read there; it belongs at the top level`
      : `${name} is the name of the flag; the key is ${plural}, and this one has no effect`;
    const entries = (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');
    const cured = isList && entries.length > 0 ? withEntries(withoutKey(text, path), plural, entries) : null;
    return [
      {
        code: 'config-unknown-key',
        source: fileSource(start.configPath, document.lineOf(path), name),
        text: `${why}.`,
        meant: MEANT[plural] ?? 'other',
        cure: cured === null ? [] : [{ path: start.configPath, content: cured }],
      },
    ];
  });
}
