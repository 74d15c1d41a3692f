import type { Observation } from '../../../client.js';
import { GRPC_CRI, SHORT_CRI } from '../series.js';
import { tableAt } from '../setting.js';
import { tableLines } from '../toml-edit.js';
import { type CriLook, meantBy, observed } from './shared.js';

/** 1.x: a drop-in with the CRI plugin's table wipes what files before it say in theirs; the cure says it again in the drop-in. */
export function wipedSections({ configuration }: CriLook): Observation[] {
  const { files, series, fileVersion } = configuration;
  if (series.second) return [];
  const id = fileVersion >= 2 ? GRPC_CRI : SHORT_CRI;
  const holders = files.filter(({ settings }) => tableAt(settings, ['plugins', id]).entries.size > 0);
  const last = holders.at(-1);
  if (last === undefined) return [];
  const kept = tableAt(last.settings, ['plugins', id]);
  return holders.slice(0, -1).flatMap((file): Observation[] => {
    const table = tableAt(file.settings, ['plugins', id]);
    const lost = [...table.entries.keys()].filter((key) => key !== 'registry' || kept.entries.get(key) === undefined);
    const registry = tableAt(table, ['registry']);
    const lostOfRegistry = [...registry.entries.keys()].filter(
      (key) => !lost.includes('registry') && tableAt(kept, ['registry']).entries.get(key) === undefined,
    );
    const names = [...lost.filter((key) => !kept.entries.has(key)), ...lostOfRegistry.map((key) => `registry.${key}`)];
    if (names.length === 0) return [];
    const path = ['plugins', id];
    const there = new Set(tableLines(last.text, path).map(({ keys }) => JSON.stringify(keys)));
    const missing = tableLines(file.text, path).filter(({ keys }) => !there.has(JSON.stringify(keys)));
    const content = `${[last.text.trimEnd(), ...missing.map(({ body }) => body)].join('\n\n')}\n`;
    const text = `${last.path} has the CRI plugin's table too, and containerd 1.x takes that one alone: of ${file.path}, ${names.join(', ')} no longer count`;
    const says = `[plugins.${JSON.stringify(id)}]`;
    return [
      observed(
        'config-conflict',
        kept.place,
        says,
        text,
        names.some((name) => name.startsWith('registry')) ? meantBy(registry) : 'other',
        [{ path: last.path, content }],
      ),
    ];
  });
}
