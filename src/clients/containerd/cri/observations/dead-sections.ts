import type { Observation } from '../../../client.js';
import type { CriConfiguration } from '../configuration.js';
import type { NewFile } from '../edit-config.js';
import type { ConfigFile } from '../load-files.js';
import { CRI_IMAGES, GRPC_CRI, SHORT_CRI } from '../series.js';
import { type Setting, type SettingTable, tableAt } from '../setting.js';
import { withSectionRenamed, withVersion } from '../toml-edit.js';
import { type CriLook, meantBy, observed } from './shared.js';

/** `registry` tables under a name that this containerd doesn't read in a file of this version, and the file with the name or version that it does. */
export function deadSections({ configuration }: CriLook): Observation[] {
  const live = placesIn(configuration.registry);
  return configuration.files.flatMap((file) =>
    [SHORT_CRI, GRPC_CRI, CRI_IMAGES].flatMap((id): Observation[] => {
      const table = tableAt(file.settings, ['plugins', id, 'registry']);
      if (table.entries.size === 0 || [...placesIn(table)].some((place) => live.has(place))) return [];
      const why = reasonFor(configuration, file, id);
      if (why === null) return [];
      const name = `[plugins.${JSON.stringify(id)}.registry]`;
      const text = `${name} of ${file.path} has no effect: ${why.text}`;
      const place = firstPlace(table) ?? table.place;
      return [observed('config-ignored-wrong-path', place, name, text, meantBy(table), why.cure)];
    }),
  );
}

interface Reason {
  readonly text: string;
  readonly cure: readonly NewFile[];
}

function reasonFor(configuration: CriConfiguration, file: ConfigFile, id: string): Reason | null {
  const { files, fileVersion, series, version } = configuration;
  const root = files[0] ?? file;
  const said = file.version === 0 ? 'without a version' : `of version ${file.version}`;
  const renamed = (to: string): string | null =>
    withSectionRenamed(file.text, ['plugins', id, 'registry'], ['plugins', to, 'registry']);
  if (!series.second) {
    if (id === SHORT_CRI || replacedLater(configuration, file, id)) return null;
    if (id === GRPC_CRI && fileVersion < 2)
      return {
        text: `containerd ${version} takes a file without \`version = 2\` for version 1, where the section is called plugins.cri`,
        cure: [{ path: root.path, content: withVersion(root.text, 2) }],
      };
    if (id !== CRI_IMAGES) return null;
    const text = renamed(fileVersion < 2 ? SHORT_CRI : GRPC_CRI);
    const content = text === null || fileVersion <= 2 ? text : withVersion(text, 2);
    return {
      text: `containerd ${version} doesn't know this section, which came with 2.0`,
      cure: cureOf(file, content),
    };
  }
  if (id === CRI_IMAGES)
    return {
      text: `the older section plugins.${JSON.stringify(GRPC_CRI)} is there too, and containerd ${version} puts it in its place`,
      cure: [],
    };
  if (id === SHORT_CRI && file.version >= 2)
    return {
      text: `a file ${said} calls the section ${JSON.stringify(file.version === 2 ? GRPC_CRI : CRI_IMAGES)}`,
      cure: cureOf(file, renamed(file.version === 2 ? GRPC_CRI : CRI_IMAGES)),
    };
  return {
    text: `containerd ${version} moves it to plugins.${JSON.stringify(CRI_IMAGES)} for files of version 2 only, and this is one ${said}`,
    cure: cureOf(file, renamed(CRI_IMAGES)),
  };
}

/** 1.x: a later file has the plugin's table, which takes the place of this one; `wipedSections` tells that. */
function replacedLater({ files }: CriConfiguration, file: ConfigFile, id: string): boolean {
  const at = files.indexOf(file);
  return files.slice(at + 1).some(({ settings }) => tableAt(settings, ['plugins']).entries.has(id));
}

function cureOf(file: ConfigFile, content: string | null): readonly NewFile[] {
  return content === null ? [] : [{ path: file.path, content }];
}

/** Where the values of a table are written. */
export function placesIn(table: SettingTable): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (setting: Setting): void => {
    if (setting.kind === 'value') found.add(JSON.stringify([setting.place.path, setting.place.pointer]));
    else for (const child of setting.entries.values()) visit(child);
  };
  visit(table);
  return found;
}

function firstPlace(table: SettingTable): Setting['place'] | null {
  for (const setting of table.entries.values()) {
    const found = setting.kind === 'value' ? setting.place : firstPlace(setting);
    if (found !== null) return found;
  }
  return null;
}
