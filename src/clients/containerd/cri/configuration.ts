import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import { type Broken, type ConfigFile, loadFiles } from './load-files.js';
import { pullsLocally } from './local-pull.js';
import { imageSection, mergeFiles } from './merge.js';
import { DEFAULT_ROOTS, DEFAULT_ROOTS_SINCE, type Series, seriesOf } from './series.js';
import { emptyTable, type SettingTable, settingAt, sourceOf, tableAt, textAt } from './setting.js';
import { validate } from './validate.js';

/** How the hosts of a registry are found. */
export type CriMode =
  /** certs.d; `roots` as they are really looked up: with the transfer service a list of two counts for one strange path. */
  | { readonly kind: 'hosts'; readonly roots: readonly string[]; readonly source: Source | null }
  /** `mirrors` of config.toml, or nothing at all. */
  | { readonly kind: 'mirrors' };

/** config.toml with its imports, as one containerd version takes it. */
export interface CriConfiguration {
  /** Root file, whether it is there or not. */
  readonly path: string;
  /** Version of containerd it was read for. */
  readonly version: string;
  readonly series: Series;
  /** Files read, the root first, in the order in which they are merged. */
  readonly files: readonly ConfigFile[];
  /** The file version that counts. */
  readonly fileVersion: number;
  /** Why nothing can be pulled, or null. */
  readonly broken: Broken | null;
  /** Table of the CRI plugin that counts for images. */
  readonly section: SettingTable;
  /** Its `registry` table. */
  readonly registry: SettingTable;
  readonly mode: CriMode;
  /** False: the transfer service pulls. */
  readonly localPull: boolean;
}

/**
 * Reads config.toml for the CRI plugin of a containerd version: imports, merging, migration between file versions, and whether the daemon takes it at
 * all. A root file that isn't there is an empty one. Never throws.
 */
export function readCriConfiguration(host: Host, version: string, path: string): CriConfiguration {
  const series = seriesOf(version);
  const loaded = loadFiles(host, series, path);
  const merged = mergeFiles(loaded.files, series);
  const section = loaded.broken === null ? imageSection(merged, series) : emptyTable(path);
  const registry = tableAt(section, ['registry']);
  const broken = loaded.broken ?? validate(loaded.files, merged, section, series);
  const localPull = !series.transferService || pullsLocally(section);
  return {
    path,
    version,
    series,
    files: loaded.files,
    fileVersion: merged.version,
    broken,
    section,
    registry,
    mode: modeOf(registry, series, localPull),
    localPull,
  };
}

function modeOf(registry: SettingTable, series: Series, localPull: boolean): CriMode {
  const set = textAt(registry, 'config_path');
  const mirrors = tableAt(registry, ['mirrors']).entries.size > 0;
  const place = settingAt(registry, ['config_path'])?.place;
  if (set !== '' && place !== undefined) {
    const source = sourceOf(place, `config_path = ${JSON.stringify(set)}`);
    return { kind: 'hosts', roots: rootsOf(set, localPull), source };
  }
  // 2.2.0 and 2.2.1 had the default in the table that the file is read into: an empty text there stays empty.
  if (series.defaultRoots && !mirrors && !(series.defaultIsSet && place !== undefined)) {
    const name = `containerd ${DEFAULT_ROOTS_SINCE} and later`;
    const source: Source = { kind: 'default', name, line: null, says: `config_path = "${DEFAULT_ROOTS}"` };
    return { kind: 'hosts', roots: rootsOf(DEFAULT_ROOTS, localPull), source };
  }
  // The transfer service knows no mirrors, and takes the defaults of certs.d without a directory.
  return localPull ? { kind: 'mirrors' } : { kind: 'hosts', roots: [], source: null };
}

/** containerd `internal/cri/server/images/image_pull.go`: filepath.SplitList for local pulls, the whole text for the transfer service (containerd#12636). */
function rootsOf(configPath: string, localPull: boolean): readonly string[] {
  return localPull ? configPath.split(':').filter((root) => root !== '') : [configPath];
}
