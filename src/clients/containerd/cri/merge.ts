import type { ConfigFile } from './load-files.js';
import { CRI_IMAGES, GRPC_CRI, type Series, SHORT_CRI } from './series.js';
import { emptyTable, type Setting, type SettingTable, tableAt, textsAt } from './setting.js';

/** What all files say together. */
export interface Merged {
  /** The file version that counts; 0 where none says one (1.x: version 1). */
  readonly version: number;
  readonly plugins: ReadonlyMap<string, Setting>;
  readonly disabled: readonly string[];
  readonly required: readonly string[];
}

/** Names of version 1 for those plugins that matter here (containerd 2 `cmd/containerd/server/config/config.go`: v1MigratePluginName). */
function fullName(plugin: string): string {
  if (plugin.includes('.')) return plugin;
  return plugin === SHORT_CRI ? GRPC_CRI : `io.containerd.grpc.v1.${plugin}`;
}

/**
 * Files laid over each other. 1.x replaces a plugin's table as a whole; 2.x merges tables key by key, where lists and empty values overwrite too
 * (containerd `services/server/config/config.go`, 2.x `cmd/containerd/server/config/config.go`: mergeConfig). 2.0 to 2.2 rename version 1 file by file and
 * move the CRI plugin's table at the end, only where the version that counts is below 3 then; from 2.3 on both happen file by file.
 */
export function mergeFiles(files: readonly ConfigFile[], series: Series): Merged {
  // 2.x starts from its defaults, whose version is its own.
  let version = series.second ? (series.maxVersion ?? 0) : 0;
  let plugins: ReadonlyMap<string, Setting> = new Map();
  const disabled: string[] = [];
  const required: string[] = [];
  for (const file of files) {
    const renames = series.second && file.version <= 1;
    const name = renames ? fullName : (plugin: string): string => plugin;
    const own = [...tableAt(file.settings, ['plugins']).entries];
    const renamed = new Map(own.map(([id, table]) => [name(id), table]));
    const migrates = series.migratesEachFile && file.version < (series.maxVersion ?? 0);
    plugins = overlay(plugins, migrates ? withImages(renamed) : renamed, series);
    disabled.push(...textsAt(file.settings, 'disabled_plugins').map(name));
    required.push(...textsAt(file.settings, 'required_plugins').map(name));
    const raised = renames || migrates ? version : file.version;
    if (raised !== 0) version = raised;
  }
  const below = series.second && !series.migratesEachFile && version < 3;
  return { version, plugins: below ? withImages(plugins) : plugins, disabled, required };
}

/** The `registry` table that counts, with the keys beside it. */
export function imageSection(merged: Merged, series: Series): SettingTable {
  const id = series.second ? CRI_IMAGES : merged.version >= 2 ? GRPC_CRI : SHORT_CRI;
  const found = merged.plugins.get(id);
  return found?.kind === 'table' ? found : emptyTable('');
}

function overlay(
  below: ReadonlyMap<string, Setting>,
  above: ReadonlyMap<string, Setting>,
  series: Series,
): ReadonlyMap<string, Setting> {
  const result = new Map(below);
  for (const [key, setting] of above) {
    const known = result.get(key);
    result.set(key, series.second && known !== undefined ? deep(known, setting) : setting);
  }
  return result;
}

function deep(below: Setting, above: Setting): Setting {
  if (below.kind !== 'table' || above.kind !== 'table') return above;
  const entries = new Map(below.entries);
  for (const [key, setting] of above.entries) {
    const known = entries.get(key);
    entries.set(key, known === undefined ? setting : deep(known, setting));
  }
  return { ...above, entries };
}

/** Keys that the images plugin takes over, overwriting its own (containerd `plugins/cri/images/plugin.go`: configMigration, migrateConfig). */
const TAKEN_OVER = ['registry', 'max_concurrent_downloads', 'image_pull_with_sync_fs'];
const TAKEN_OVER_FROM_CONTAINERD = ['disable_snapshot_annotations', 'discard_unpacked_layers'];

function withImages(plugins: ReadonlyMap<string, Setting>): ReadonlyMap<string, Setting> {
  const from = plugins.get(GRPC_CRI);
  if (from?.kind !== 'table') return plugins;
  const to = plugins.get(CRI_IMAGES);
  const entries = new Map(to?.kind === 'table' ? to.entries : []);
  for (const key of TAKEN_OVER) copy(from, key, entries);
  const inner = tableAt(from, ['containerd']);
  // Without runtimes the function returns before these.
  if (inner.entries.has('runtimes')) for (const key of TAKEN_OVER_FROM_CONTAINERD) copy(inner, key, entries);
  return new Map(plugins).set(CRI_IMAGES, { kind: 'table', entries, place: from.place });
}

function copy(from: SettingTable, key: string, to: Map<string, Setting>): void {
  const setting = from.entries.get(key);
  if (setting !== undefined) to.set(key, setting);
}
